/** Acts on sensitive items and corrections that break off: nothing is opened without its record, no answer without its decision. */
import { call } from '../support/api'
import { act, breakOff, fresh, serial, startBreaking, stopBreaking, whole } from '../support/broken-off'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopBreaking)

const by = () => world.secretary.openid
const database = () => import('../../cloudfunctions/platform/database')
const somebody = (): Promise<Person> => join(world.founder.openid, world.branchId, `何${serial()}`, fresh('o-broken-'))
const got = (memberId: string) => call(by(), 'roster.get', { memberId })
const told = async (kind: 'correction' | 'correctionMine', person: Person): Promise<boolean> =>
  (await (await database()).findAll('inbox', { kind, closed: false })).some(({ title, audience }) => (kind === 'correction' ? title.startsWith(person.name) : audience === `m:${person.memberId}`))
const timeline = async (person: Person, text: string): Promise<boolean> => (await (await database()).findAll('person_events', { personId: person.memberId })).some(event => event.text === text)
const asked = async (person: Person) => (await call(person.openid, 'corrections.mine', {})).items

breakOff({
  'contact data corrected': async () => {
    const person = await somebody()
    return act({ by: person.openid, action: 'corrections.contact', input: { version: 1, changes: { phone: '19900001111' } }, state: async () => whole([(await got(person.memberId)).phoneMasked !== null, await timeline(person, '本人更正了手机号')]) })
  },
  'a correction asked for': async () => {
    const person = await somebody()
    return act({ by: person.openid, action: 'corrections.ask', input: { changes: { job: '教师' } }, state: async () => whole([(await asked(person)).length === 1, await told('correction', person)]) })
  },
  'a correction accepted': async () => {
    const person = await somebody()
    await call(person.openid, 'corrections.ask', { changes: { job: '教师' } })
    const [request] = await asked(person)
    const state = async () => {
      const [kept] = await (await database()).findAll('corrections', { memberId: person.memberId })
      return whole([(await got(person.memberId)).job === '教师', kept!.state === 'accepted', await told('correctionMine', person), !await told('correction', person), await timeline(person, '采纳本人的更正：工作岗位')])
    }
    return act({ by: by(), action: 'corrections.accept', input: { correctionId: request!.id, turn: 1, version: 1 }, state })
  },
  'an unusual run dealt with': async () => {
    const { put, read } = await database()
    const unusualId = fresh('run-')
    await put('unusual_runs', { _id: unusualId, key: unusualId, kind: 'reveals', accountId: 'somebody', memberId: 'somebody', byName: '何某', organisationId: world.branchId, count: 21, at: new Date(), until: new Date(), settledAt: null, settledBy: null })
    return act({ by: by(), action: 'privacy.settle', input: { unusualId, lift: true }, state: async () => whole([(await read('unusual_runs', unusualId))!.settledAt !== null]) })
  },
}, async () => undefined)

test('wherever a reveal breaks off, what was opened is on record', async () => {
  const { dieAt } = await import('../support/gate')
  const { setNow, START } = await import('../support/api')
  const person = await somebody()
  await call(by(), 'roster.update', { memberId: person.memberId, version: 1, changes: { phone: '19900002222' } })
  for (let n = 1, died = true; died; n++) {
    // One a minute, as nobody is stopped; the proof of the second factor lasts ten.
    await setNow(new Date(START.getTime() + (n % 9) * 60_000))
    let value: string | null = null
    died = await dieAt(n, true, async () => { ({ value } = await call(by(), 'privacy.reveal', { memberId: person.memberId, item: 'phone', reason: `第${n}次` })) })
    const kept = (await (await database()).findAll('reveals', { subjectId: person.memberId })).some(({ reason }) => reason === `第${n}次`)
    expect([n, value === null || kept]).toEqual([n, true])
    if (!died) expect([value, kept]).toEqual(['19900002222', true])
    expect(n).toBeLessThan(18)
  }
})
