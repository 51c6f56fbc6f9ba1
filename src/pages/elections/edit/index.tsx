import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { bodies, exclusions, type Body, type Exclusion, type Manner } from '../../../../types/contracts/codes-ballots'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { ConsentCard } from '../../../components/consent'
import { consentOf, noConsent, type ConsentDraft } from '../../../components/consent/draft'
import { LongTextField, TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { isPrepared } from '../words'
import { ExcludeSheet } from './exclude'
import css from '../index.module.scss'

const bodyHints: Record<Body, string> = { committee: '正式党员满七人的支部。委员选出来后，再由委员会选书记、副书记', secretary: '正式党员不满七人的支部，由党员大会直接选书记，必要时选副书记一人' }
/** What a branch without a committee elects. */
const places = [{ key: 'secretary', text: '书记一人' }, { key: 'both', text: '书记、副书记各一人' }] as const
const byPlaces = [{ key: 'secretary', text: '书记一人' }, { key: 'deputy', text: '副书记一人' }, { key: 'both', text: '书记、副书记各一人' }] as const
type Place = (typeof byPlaces)[number]['key']

/** What is elected, by how many, how votes are cast, and who does not count among those expected. */
export default function ElectionEditPage() {
  const id = param(useRouter().params, 'id')
  const election = useQuery('elections.get', { electionId: id })
  return election.data ? <Form key={election.data.version} election={election.data} /> : <Page query={election} skeleton="detail">{() => null}</Page>
}

const draftOf = (consent: Election['consent']): ConsentDraft => (consent ? { superior: consent.superior, document: consent.document, day: consent.day } : noConsent)

function Form({ election }: { election: Election }) {
  const [title, setTitle] = useState(election.title)
  const [purpose, setPurpose] = useState(election.purpose)
  const [body, setBody] = useState<Body>(election.body)
  const [seats, setSeats] = useState(String(election.body === 'committee' ? election.seats : election.occasion === 'byElection' ? 1 : 3))
  const [place, setPlace] = useState<Place>(election.body === 'secretary' && election.seats > 1 ? 'both' : election.deputyOnly ? 'deputy' : 'secretary')
  const [bodyConsent, setBodyConsent] = useState(draftOf(election.bodyConsent))
  const [manner, setManner] = useState<Manner>(election.manner)
  const [consent, setConsent] = useState(draftOf(election.consent))
  const [excluded, setExcluded] = useState(election.excluded)
  const [excludedConsent, setExcludedConsent] = useState(draftOf(election.exclusionConsent))
  const [adding, setAdding] = useState(false)
  const save = useAction('elections.change')
  const first = isPrepared(election)
  const byElection = election.occasion === 'byElection'
  const committee = body === 'committee'
  const n = committee ? Number(seats) || 0 : place === 'both' ? 2 : 1
  const wrong = n >= 1 && n <= 15 ? null : '请填1到15'
  // What the superior has agreed to is asked for where it is wanted, and stays in sight where it is there.
  const large = !committee && (election.bodyConsent !== null || election.warnings.some((one) => one.includes('要设委员会')) || (election.why.open ?? '').includes('要设委员会'))
  const cleared = election.purpose !== '' && !purpose.trim()
  const go = async (): Promise<void> => {
    const settings = first ? { body, seats: n, deputyOnly: !committee && place === 'deputy', ...(large ? { bodyConsent: consentOf(bodyConsent) } : {}), excluded: excluded.map(({ memberId, why }) => ({ memberId, why })), exclusionConsent: excluded.length > 0 ? consentOf(excludedConsent) : null } : {}
    if (!(await save.run({ electionId: election.id, version: election.version, title: title.trim(), ...(purpose.trim() ? { purpose: purpose.trim() } : {}), manner, consent: manner === 'phone' ? consentOf(consent) : null, ...settings }))) return
    said('已保存')
    back()
  }
  const add = (memberId: string, name: string, why: Exclusion): void => {
    setExcluded([...excluded.filter((one) => one.memberId !== memberId), { memberId, name, why }])
    setAdding(false)
  }
  return (
    <Page
      footer={<FooterBar><Button text="保存" busy={save.busy} disabled={!title.trim() || cleared || wrong !== null} reason={reasonOf(election, 'change')} onTap={() => void go()} /></FooterBar>}
      over={adding ? <ExcludeSheet electionId={election.id} out={excluded.map(({ memberId }) => memberId)} onAdd={add} onClose={() => setAdding(false)} /> : null}
    >
      <View>
        <Card>
          <TextField label="名称" value={title} onChange={setTitle} max={60} />
          <LongTextField label="说明" optional value={purpose} onChange={setPurpose} max={300} placeholder="例如：本届支委会任期已满，按期换届" error={cleared ? '写过的说明不能清空，请改成别的' : null} />
          {first && committee ? <TextField label={byElection ? '补选几人' : '应选几人'} keyboard="number" value={seats} onChange={setSeats} max={2} error={wrong} hint={byElection ? '空缺几人补几人；候选人至少要比补选的多一人' : '委员会一般三到五人；候选人要比应选的多百分之二十以上'} /> : null}
        </Card>
        {first ? <List title="选什么">{(Object.keys(bodies) as Body[]).map((key) => <Cell key={key} title={bodies[key]} hint={bodyHints[key]} before={<Check on={body === key} />} role="radio" checked={body === key} noArrow onTap={() => setBody(key)} />)}</List> : null}
        {first && !committee ? <List title="选哪个职务" note={place === 'both' ? '先选书记，选出来再选副书记：各有各的候选人，分两次投票。' : ''}>{(byElection ? byPlaces : places).map(({ key, text }) => <Cell key={key} title={text} before={<Check on={place === key} />} role="radio" checked={place === key} noArrow onTap={() => setPlace(key)} />)}</List> : null}
        {first && large ? <ConsentCard title="上级同意不设委员会" consent={bodyConsent} onChange={setBodyConsent} hint="正式党员满七人的支部要设委员会。没有写全上级的同意，不能开始投票" /> : null}
        <List title="投票方式" note={manner === 'phone' ? '选举办法里也要写明用手机投票，由大会通过。' : ''}>
          <Cell title="纸质票" hint="当场填写；由两位监票人、计票人分别录入，一致才算" before={<Check on={manner === 'paper'} />} role="radio" checked={manner === 'paper'} noArrow onTap={() => setManner('paper')} />
          <Cell title="到会的同志用手机投" hint="要先请示上级党组织，同意了再登记在这里" before={<Check on={manner === 'phone'} />} role="radio" checked={manner === 'phone'} noArrow onTap={() => setManner('phone')} />
        </List>
        {manner === 'phone' ? <ConsentCard title="上级同意手机投票" consent={consent} onChange={setConsent} hint="没有写全，不能开始投票" /> : null}
        {first ? (
          <List title="不计入应到人数的同志" action={{ text: '增加', onTap: () => setAdding(true) }} note="只限规定的几种情形，要上级党组织同意，并由大会通过。没有写全上级的同意，不能开始投票。">
            {excluded.map(({ memberId, name, why }) => <Cell key={memberId} title={name} hint={exclusions[why]} value={<Button text="去掉" kind="quiet" small label={`去掉${name}`} onTap={() => setExcluded(excluded.filter((one) => one.memberId !== memberId))} />} />)}
            {excluded.length === 0 ? <Cell title="没有，全体有选举权的同志都计入" /> : null}
          </List>
        ) : null}
        {first && excluded.length > 0 ? <ConsentCard title="上级同意不计入" consent={excludedConsent} onChange={setExcludedConsent} /> : null}
        {first ? null : <View className={css.lead}>已经投过票，选什么、选几人、应到人数不能再改。</View>}
      </View>
    </Page>
  )
}
