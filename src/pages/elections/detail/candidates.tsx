import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { useAction } from '../../../services/action'
import { said } from '../../../services/say'
import { isPrepared, placesOf, seatsText } from '../words'
import css from '../index.module.scss'

interface Props { election: Election; onPick: () => void; onDeputies: () => void; onDone: () => void }

/** 王伟（第一党小组）: of namesakes which. */
const shown = ({ name, note }: { name: string; note?: string | undefined }): string => (note ? `${name}（${note}）` : name)

/** Who stands, in the order of strokes; another order only where somebody wants it or a character is not known. */
export function Candidates({ election, onPick, onDeputies, onDone }: Props) {
  const [order, setOrder] = useState<string[] | null>(null)
  const change = useAction('elections.change')
  const { candidates, candidatesNeeded, deputyCandidates, unordered } = election
  const changes = election.can.change && isPrepared(election)
  const missing = candidatesNeeded - candidates.length
  const save = async (candidateIds: string[], ordered: boolean): Promise<void> => {
    if (!(await change.run({ electionId: election.id, version: election.version, candidateIds, ordered }))) return
    setOrder(null)
    said(ordered ? '次序已保存' : '已按姓氏笔画排列')
    onDone()
  }
  if (order) return <Ordering candidates={candidates} order={order} busy={change.busy} onChange={setOrder} onSave={(ids, ordered) => void save(ids, ordered)} onStop={() => setOrder(null)} />
  const note = [
    `${seatsText(election)}。`, missing > 0 ? `还差${missing}人${election.body === 'committee' ? '：差额不少于应选人数的百分之二十' : ''}。` : '',
    unordered.length > 0 ? `${unordered.join('、')}的笔画系统查不到，请核对次序。` : candidates.length > 1 ? '按姓氏笔画排列，票上也是这个次序。' : '',
  ].join('')
  const two = placesOf(election).length > 1
  const own = two ? '书记的候选人' : '候选人'
  return (
    <View>
      <List title={candidates.length > 0 ? `${own}（${candidates.length}人）` : own} note={note} {...(changes ? { action: { text: candidates.length > 0 ? '更换' : '选人', onTap: onPick } } : {})}>
        {candidates.map((one, n) => <Cell key={one.memberId} title={`${n + 1}. ${shown(one)}`} {...(unordered.includes(one.name) ? { hint: '请核对次序' } : {})} />)}
        {candidates.length === 0 ? <Cell title="还没有候选人" hint={changes ? '从有被选举权的正式党员里选' : null} /> : null}
        {changes && candidates.length > 1 ? <Cell title="调整次序" hint={unordered.length > 0 ? '有的姓氏笔画要人来定' : '不按姓氏笔画时才用'} onTap={() => setOrder(candidates.map(({ memberId }) => memberId))} /> : null}
      </List>
      {two ? (
        <List title={deputyCandidates.length > 0 ? `副书记的候选人（${deputyCandidates.length}人）` : '副书记的候选人'} note="选出书记以后，另投一次票选副书记。书记落选的同志也可以作副书记的候选人。" {...(changes ? { action: { text: deputyCandidates.length > 0 ? '更换' : '选人', onTap: onDeputies } } : {})}>
          {deputyCandidates.map((one, n) => <Cell key={one.memberId} title={`${n + 1}. ${shown(one)}`} />)}
          {deputyCandidates.length === 0 ? <Cell title="还没有候选人" hint={changes ? '从有被选举权的正式党员里选' : null} /> : null}
        </List>
      ) : null}
    </View>
  )
}

interface OrderingProps { candidates: Election['candidates']; order: string[]; busy: boolean; onChange: (order: string[]) => void; onSave: (order: string[], ordered: boolean) => void; onStop: () => void }

function Ordering({ candidates, order, busy, onChange, onSave, onStop }: OrderingProps) {
  const nameOf = (memberId: string): string => { const found = candidates.find((one) => one.memberId === memberId); return found ? shown(found) : '' }
  const move = (from: number, to: number): void => {
    const next = [...order]
    next.splice(to, 0, ...next.splice(from, 1))
    onChange(next)
  }
  return (
    <View>
      <List title="候选人的次序" action={{ text: '不改了', onTap: onStop }} note="票上和公布时都按这个次序。">
        {order.map((memberId, n) => (
          <Cell
            key={memberId} title={`${n + 1}. ${nameOf(memberId)}`}
            value={(
              <View className={css.moves}>
                <Button text="上移" kind="plain" small disabled={n === 0} label={`${nameOf(memberId)}上移`} onTap={() => move(n, n - 1)} />
                <Button text="下移" kind="plain" small disabled={n === order.length - 1} label={`${nameOf(memberId)}下移`} onTap={() => move(n, n + 1)} />
              </View>
            )}
          />
        ))}
      </List>
      <Card>
        <Button text="保存这个次序" kind="plain" busy={busy} onTap={() => onSave(order, true)} />
        <View className={css.actions}><Button text="改回姓氏笔画次序" kind="quiet" busy={busy} onTap={() => onSave(order, false)} /></View>
      </Card>
    </View>
  )
}
