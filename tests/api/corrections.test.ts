/** A member corrects contact data at once and asks for the rest; those who keep the roster see old and new side by side. */
import { call, operationsOf, refusal, startApi, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

let n = 0
const fresh = (): Promise<Person> => join(world.founder.openid, world.branchId, `何正${'一二三四五六七八九十'[n++]}`, `o-correcting-${n}`)
const by = () => world.secretary.openid
const database = () => import('../../cloudfunctions/platform/database')
const got = (memberId: string) => call(by(), 'roster.get', { memberId })
const ask = (person: Person, changes: Record<string, string>, note?: string) => call(person.openid, 'corrections.ask', { changes, note })
const asked = async (person: Person, open = true) => (await call(by(), 'corrections.list', { open, limit: 50 })).items.filter(({ memberId }) => memberId === person.memberId)
const mine = (person: Person) => call(person.openid, 'corrections.mine', {})
const todos = async (openid: string, kind: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === kind).map(({ title }) => title)
const events = async (person: Person) => (await (await database()).findAll('person_events', { personId: person.memberId })).map(({ text }) => text)

describe('contact data', () => {
  test('are corrected at once, and the timeline says so without a value', async () => {
    const person = await fresh()
    const changes = { phone: '+86 199 0000 8888', landline: '010-88886666', address: '示例省示例市新址路8号' }
    expect(await call(person.openid, 'corrections.contact', { version: 1, changes })).toEqual({ version: 2 })
    expect(await mine(person)).toMatchObject({ version: 2, phoneMasked: '199****8888', landlineMasked: '010*****6666', hasAddress: true })
    expect(await call(person.openid, 'privacy.own', { item: 'address' })).toEqual({ value: changes.address })
    expect(await events(person)).toEqual(expect.arrayContaining(['本人更正了手机号、固定电话、家庭住址']))
    await call(person.openid, 'corrections.contact', { version: 2, changes: { landline: '' } })
    expect(await mine(person)).toMatchObject({ phoneMasked: '199****8888', landlineMasked: null })
    const { findAll } = await database()
    const documents = await Promise.all((['members', 'person_events', 'inbox', 'audit'] as const).map(name => findAll(name, {})))
    expect(JSON.stringify(documents)).not.toMatch(/19900008888|88886666|新址路/)
  })

  test('a wrong number is refused, a repeat writes once, and who edited meanwhile is not overwritten', async () => {
    const person = await fresh()
    const contact = (version: number, phone: string, tap?: string) => call(person.openid, 'corrections.contact', { version, changes: { phone } }, tap)
    await expect(contact(1, '1990000x')).rejects.toMatchObject({ code: 'datesWrong' })
    for (let again = 0; again < 2; again++) expect(await contact(1, '19900000001', 'one-tap-only')).toEqual({ version: 2 })
    await call(by(), 'roster.update', { memberId: person.memberId, version: 2, changes: { phone: '19900000002' } })
    await expect(contact(2, '19900000003')).rejects.toMatchObject({ code: 'conflict' })
    expect((await got(person.memberId)).phoneMasked).toBe('199****0002')
  })
})

describe('the rest is asked for', () => {
  test('old and new side by side, sealed where it is kept; accepted it is on the roster, and both are told', async () => {
    const person = await fresh()
    await ask(person, { ethnicity: '02', birthday: '2004-02-29' }, '身份证上是这样')
    expect(await asked(person)).toEqual(expect.arrayContaining([
      expect.objectContaining({ item: 'ethnicity', now: null, proposed: '蒙古族', note: '身份证上是这样', changedMeanwhile: false, state: 'open', can: { accept: true, decline: true, withdraw: true } }),
      expect.objectContaining({ item: 'birthday', now: null, proposed: '2004-02-29' }),
    ]))
    expect(await todos(by(), 'correction')).toEqual(expect.arrayContaining([`${person.name}申请更正民族`, `${person.name}申请更正出生日期`]))
    expect(await todos(world.officer.openid, 'correction')).toEqual([])
    const kept = JSON.stringify(await (await database()).findAll('corrections', { memberId: person.memberId }))
    expect(kept).not.toMatch(/2004-02-29|身份证上/)
    for (const { id, turn } of await asked(person)) await call(by(), 'corrections.accept', { correctionId: id, turn, version: (await got(person.memberId)).version })
    expect(await got(person.memberId)).toMatchObject({ ethnicity: '02', birthday: '2004-02-29', version: 3 })
    expect(await todos(by(), 'correction')).toEqual([])
    expect((await todos(person.openid, 'correctionMine')).sort()).toEqual(['出生日期的更正已采纳', '民族的更正已采纳'])
    expect((await mine(person)).items).toMatchObject([{ state: 'accepted', byName: '王建国' }, { state: 'accepted' }])
    expect(await todos(person.openid, 'correctionMine')).toEqual([])
    expect(await events(person)).toEqual(expect.arrayContaining(['采纳本人的更正：民族', '采纳本人的更正：出生日期']))
  })

  test('declined it says why and nothing changes; then it may be asked again', async () => {
    const person = await fresh()
    await ask(person, { job: '教师' })
    expect(await refusal(person.openid, 'corrections.ask', { changes: { job: '工程师' } })).toBe('correctionOpen')
    const [request] = await asked(person)
    await call(by(), 'corrections.decline', { correctionId: request!.id, turn: request!.turn, reason: '请先交证明' })
    expect((await mine(person)).items).toMatchObject([{ state: 'declined', reason: '请先交证明', can: { withdraw: false } }])
    expect(await refusal(by(), 'corrections.accept', { correctionId: request!.id, turn: 1, version: 1 })).toBe('correctionState')
    expect((await got(person.memberId)).job).toBeNull()
    await ask(person, { job: '工程师' })
    expect(await asked(person)).toMatchObject([{ proposed: '工程师', turn: 2, reason: null }])
    expect(await refusal(by(), 'corrections.accept', { correctionId: request!.id, turn: 1, version: 1 })).toBe('conflict')
  })

  test('taken back it is gone from home, and is not accepted any more', async () => {
    const person = await fresh()
    await ask(person, { className: '软件2301' })
    const [request] = await asked(person)
    expect(await refusal(world.member.openid, 'corrections.withdraw', { correctionId: request!.id })).toBe('notFound')
    for (let again = 0; again < 2; again++) await call(person.openid, 'corrections.withdraw', { correctionId: request!.id })
    expect([await asked(person), await todos(by(), 'correction').then(titles => titles.filter(title => title.startsWith(person.name)))]).toEqual([[], []])
    expect(await refusal(by(), 'corrections.accept', { correctionId: request!.id, turn: 1, version: 1 })).toBe('correctionState')
    expect((await asked(person, false))[0]).toMatchObject({ state: 'withdrawn' })
  })

  test('who edits the same item meanwhile is shown, and a stale view accepts nothing', async () => {
    const person = await fresh()
    await ask(person, { job: '教师' })
    const [seen] = await asked(person)
    await call(by(), 'roster.update', { memberId: person.memberId, version: 1, changes: { job: '律师' } })
    const accept = (version: number) => refusal(by(), 'corrections.accept', { correctionId: seen!.id, turn: 1, version })
    expect(await accept(seen!.version)).toBe('conflict')
    expect(await asked(person)).toMatchObject([{ was: null, now: '律师', proposed: '教师', changedMeanwhile: true, version: 2 }])
    expect(await accept(2)).toBeNull()
    expect((await got(person.memberId)).job).toBe('教师')
  })

  test('an ID number is only said to be wrong', async () => {
    const person = await fresh()
    await call(person.openid, 'corrections.ask', { changes: {}, idNumberWrong: true })
    const [request] = await asked(person)
    expect(request).toMatchObject({ item: 'idNumber', proposed: null, was: null, now: null })
    await call(by(), 'corrections.accept', { correctionId: request!.id, turn: 1, version: 1 })
    expect((await got(person.memberId)).version).toBe(1)
    expect(await events(person)).toEqual(expect.arrayContaining(['当面核对了身份证号']))
  })

  test.each<[string, Record<string, string>, string]>([
    ['a birthday to come', { birthday: '2027-01-01' }, 'datesWrong'], ['too young when joining', { birthday: '2010-01-01', joinedOn: '2024-06-01' }, 'datesWrong'],
    ['an unknown code', { ethnicity: '99' }, 'badInput'], ['no name', { name: ' ' }, 'badInput'], ['what is kept already', { job: '' }, 'correctionSame'],
  ])('what the roster would not take is refused: %s', async (_what, changes, code) => {
    expect(await refusal(world.probationary.openid, 'corrections.ask', { changes })).toBe(code)
  })

  test('a corrected name is the account\'s too, and the list finds it', async () => {
    const person = await fresh()
    await ask(person, { name: '欧阳正' })
    const [request] = await asked(person)
    await call(by(), 'corrections.accept', { correctionId: request!.id, turn: 1, version: 1 })
    expect((await call(person.openid, 'session.home', {})).me!.name).toBe('欧阳正')
    expect((await call(by(), 'roster.list', { search: 'ouyang' })).items).toHaveLength(1)
  })
})

describe('races and repeats', () => {
  test('two taps of one request ask once, two officers decide once', async () => {
    const person = await fresh()
    await Promise.all([1, 2, 3].map(() => call(person.openid, 'corrections.ask', { changes: { grade: '2023级' } }, 'asked-with-one-tap')))
    const requests = await asked(person)
    expect(requests).toHaveLength(1)
    const decision = { correctionId: requests[0]!.id, turn: 1 }
    const outcomes = await Promise.all([
      refusal(by(), 'corrections.accept', { ...decision, version: 1 }), refusal(world.founder.openid, 'corrections.accept', { ...decision, version: 1 }), refusal(by(), 'corrections.decline', { ...decision, reason: '不符' }),
    ])
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(new Set(outcomes.filter(Boolean))).toEqual(new Set(['correctionState']))
    expect((await got(person.memberId)).version).toBeLessThanOrEqual(2)
  })

  test('who may not; and a list at a few operations', async () => {
    expect(await refusal(world.officer.openid, 'corrections.list', {})).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'corrections.list', { organisationId: world.branchId })).toBe('notFound')
    expect(await operationsOf(() => call(by(), 'corrections.list', {}))).toBeLessThanOrEqual(3)
    expect((await call(world.otherSecretary.openid, 'corrections.list', {})).items).toEqual([])
    expect((await call(world.founder.openid, 'corrections.list', { organisationId: world.branchId, open: false })).items.length).toBeGreaterThan(3)
  })
})
