import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { excellentBases, type ExcellentBase } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { List } from '../../../components/cell'
import { ChoiceField, SwitchField, TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { said } from '../../../services/say'
import css from '../../../styles/ballots.module.scss'

const bases = (Object.keys(excellentBases) as ExcellentBase[]).map((key) => ({ key, text: excellentBases[key] }))
const shares = [{ key: 'third', text: '一般做法：三分之一' }, { key: 'own', text: '上级另有规定' }] as const

interface Props { review: Review; onClose: () => void; onDone: () => void }

/** How the result is reckoned: it touches no ballot, and may be changed until it is published. */
export function SettingsSheet({ review, onClose, onDone }: Props) {
  const [scored, setScored] = useState(review.scored)
  const [weights, setWeights] = useState({ members: String(review.weights.members), others: String(review.weights.others) })
  const [base, setBase] = useState(review.excellentBase)
  const [own, setOwn] = useState(review.excellentShare !== null)
  const [percent, setPercent] = useState(String(review.excellentShare?.percent ?? ''))
  const [document, setDocument] = useState(review.excellentShare?.document ?? '')
  const adjust = useAction('reviews.adjust')
  const n = Number(percent)
  const problem = own && !(n >= 1 && n <= 100) ? '请写百分之几，1到100' : own && !document.trim() ? '请写上级的文件' : scored && Number(weights.members) + Number(weights.others) === 0 ? '党员和群众的权重不能都是0' : null
  const go = async (): Promise<void> => {
    const done = await adjust.run({
      reviewId: review.id, scored, excellentBase: base, excellentShare: own ? { percent: n, document: document.trim() } : null,
      ...(scored ? { weights: { members: Number(weights.members) || 0, others: Number(weights.others) || 0 } } : {}),
    })
    if (!done) return
    said('已保存')
    onDone()
  }
  return (
    <Sheet open title="统计设置" onClose={onClose} footer={<Button text="保存" busy={adjust.busy} reason={problem ?? undefined} onTap={() => void go()} />}>
      <View className={css.lead}><Text className={css.body}>只影响怎样统计，不动票。公布以前可以改，改动有记录。</Text></View>
      <ChoiceField label="优秀不超过" options={shares} value={own ? 'own' : 'third'} onChange={(key) => setOwn(key === 'own')} hint="超过的不拦，但要写明整体的理由，列在汇总表上" />
      {own ? <TextField label="百分之几" keyboard="number" value={percent} onChange={setPercent} max={3} placeholder="例如20" /> : null}
      {own ? <TextField label="上级的文件" value={document} onChange={setDocument} max={100} placeholder="文件名或文号" /> : null}
      <ChoiceField label="按什么人数算" options={bases} value={base} onChange={setBase} />
      <List><SwitchField label="计算参考分" hint="按党员和群众的权重折算成0到100分" value={scored} onChange={setScored} /></List>
      {scored ? <TextField label="党员票的权重" keyboard="number" value={weights.members} onChange={(members) => setWeights({ ...weights, members })} max={3} /> : null}
      {scored ? <TextField label="群众票的权重" keyboard="number" value={weights.others} onChange={(others) => setWeights({ ...weights, others })} max={3} hint="只看两个数的比例，例如60和40" /> : null}
    </Sheet>
  )
}
