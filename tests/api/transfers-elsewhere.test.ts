import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await prove()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const prove = async () => { for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid).catch(() => undefined) }
const database = () => import('../../cloudfunctions/platform/database')
const by = () => world.secretary.openid
const elsewhere = { name: '示例市人才服务中心党支部', province: '示例省', committee: '示例市人才服务中心党委' }
let turn = 0
const person = (): Promise<Person> => { turn++; return join(by(), world.branchId, `外${'甲乙丙丁戊己庚辛壬癸'[turn]}`, `o-away-${turn}`) }
const start = async (memberIds: string[]) => (await call(by(), 'transfers.start', { organisationId: world.branchId, memberIds, elsewhere, duesUntil: '2026-11' })).items.map(item => item.transferId!)
const member = async (memberId: string) => (await (await database()).read('members', memberId))!
const todos = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === 'transfer')
const at = (day: string) => setNow(`${day}T01:00:00Z`)
const job = async () => { const { followTransfers } = await import('../../cloudfunctions/modules/transfers/job'); const { clock } = await import('../../cloudfunctions/platform/clock'); await followTransfers(clock.now(), new Date(Date.now() + 60_000)) }

describe('out to elsewhere', () => {
  test('the letter is noted, the person reports, and leaves the roster only when the receipt is back', async () => {
    const who = await person()
    const { members } = await call(by(), 'organisations.get', {})
    const [id] = await start([who.memberId])
    expect(await call(by(), 'transfers.get', { transferId: id! })).toMatchObject({ state: 'preparing', to: elsewhere.name, elsewhere, can: { issue: true, receipt: false, return: true } })
    const issue = { transferId: id!, version: 1, letterNumber: '示例委组转字第0001号', issuedOn: '2026-11-20' }
    expect(await refusal(by(), 'transfers.issue', { ...issue, validDays: 91 })).toBe('letterDays')
    expect(await refusal(by(), 'transfers.issue', { ...issue, issuedOn: '2026-11-21' })).toBe('datesWrong')
    expect(await call(by(), 'transfers.issue', issue)).toMatchObject({ state: 'issued', letter: { validDays: 90, until: '2027-02-18' }, next: `${who.name}：到${elsewhere.name}报到，交回回执`, pressing: null })
    expect((await member(who.memberId)).axes?.relation?.value).toBe('leaving')
    expect(await todos(who.openid)).toMatchObject([{ title: `请到${elsewhere.name}报到`, hint: '2月18日前报到，把回执交回支部' }])
    expect(await todos(by())).toEqual([])
    expect(await refusal(by(), 'transfers.receipt', { transferId: id!, version: 2, receiptOn: '2026-11-19' })).toBe('datesWrong')
    expect(await call(by(), 'transfers.receipt', { transferId: id!, version: 2, receiptOn: '2026-11-20' })).toMatchObject({ state: 'done', receiptOn: '2026-11-20', open: false })
    expect(await member(who.memberId)).toMatchObject({ archived: true, archiveReason: '组织关系已转出', accountId: null, transferId: null, axes: { relation: { value: 'left' } } })
    expect((await call(by(), 'organisations.get', {})).members).toBe(members - 1)
    expect(await refusal(who.openid, 'transfers.ofMember', {})).toBe('notBound')
    // Brought back because it was a mistake: the relation is here again.
    await call(by(), 'roster.restore', { memberId: who.memberId })
    expect((await member(who.memberId)).axes?.relation?.value).toBe('here')
  })

  test('a letter that ends is spoken of 30 and 7 days before and after its end; a new one sets it right; withdrawn, the relation is here', async () => {
    const who = await person()
    const [id] = await start([who.memberId])
    await call(by(), 'transfers.issue', { transferId: id!, version: 1, letterNumber: '示例委组转字第0002号', issuedOn: '2026-11-20', validDays: 60 })
    const seen: Record<string, string | null> = {}
    for (const day of ['2026-12-19', '2026-12-20', '2027-01-12', '2027-01-19', '2027-01-20']) {
      await at(day)
      await job()
      await job()
      const [todo] = await todos(by())
      seen[day] = todo ? `${todo.hint}` : null
    }
    expect(seen).toEqual({ '2026-12-19': null, '2026-12-20': '介绍信还有30天到期', '2027-01-12': '介绍信还有7天到期', '2027-01-19': '介绍信今天到期', '2027-01-20': '介绍信已过期1天，请重新开具' })
    const late = await call(by(), 'transfers.list', {})
    expect(late.items).toMatchObject([{ id, pressing: { level: 'urgent', text: '介绍信已过期1天，请重新开具' } }])
    expect(await refusal(by(), 'transfers.issue', { transferId: id!, version: 2, letterNumber: '示例委组转字第0003号', issuedOn: '2027-01-20' })).toBe('secondFactorNeeded')
    await setNow('2026-11-20T01:05:00Z')
    expect(await call(by(), 'transfers.issue', { transferId: id!, version: 2, letterNumber: '示例委组转字第0003号', issuedOn: '2026-11-20', validDays: 90 })).toMatchObject({ letter: { number: '示例委组转字第0003号', until: '2027-02-18' }, history: [{ act: 'started' }, { act: 'issued' }, { act: 'renewed' }] })
    expect(await todos(by())).toEqual([])
    expect(await call(by(), 'transfers.withdraw', { transferId: id!, version: 3, reason: '单位不接收' })).toMatchObject({ state: 'withdrawn' })
    expect((await member(who.memberId)).axes?.relation?.value).toBe('here')
    expect(await todos(who.openid)).toEqual([])
  })

  test('somebody with a post stays on the roster until it is ended; a taken request is done once', async () => {
    const who = await join(by(), world.branchId, '任职同志', 'o-away-post', { post: 'disciplineOfficer' })
    const [id] = await start([who.memberId])
    const issue = { transferId: id!, version: 1, letterNumber: '0004', issuedOn: '2026-11-20' }
    const once = await call(by(), 'transfers.issue', issue, 'issue-once-tap')
    expect((await call(by(), 'transfers.issue', issue, 'issue-once-tap')).version).toBe(once.version)
    expect(await refusal(by(), 'transfers.issue', issue)).toBe('conflict')
    expect(await refusal(by(), 'transfers.receipt', { transferId: id!, version: 2, receiptOn: '2026-11-20' })).toBe('transferPosts')
    expect((await member(who.memberId)).archived).toBe(false)
  })
})

describe('in from elsewhere', () => {
  const announce = (over: object = {}) => call(by(), 'transfers.announce', { organisationId: world.branchId, name: '来一', standing: 'full', from: { name: '示例县第三中学党支部', province: '示例省' }, letterNumber: '0101', issuedOn: '2026-11-01', duesUntil: '2026-10', ...over })

  test('announced, received and only then on the roster, the receipt sent back', async () => {
    const { members } = await call(by(), 'organisations.get', {})
    const { id, ...announced } = await announce({ idNumber: '99010220050930014x' })
    expect(announced).toMatchObject({ state: 'announced', from: '示例县第三中学党支部', to: '软件本科生第一党支部', dueOn: '2027-01-30', memberId: null, duesWarning: '党费只交到2026年10月，请提醒补交', can: { accept: true, return: true } })
    expect(await todos(by())).toMatchObject([{ hint: '待报到', refId: id }].map(item => expect.objectContaining(item)))
    const { read } = await database()
    expect(JSON.stringify(await read('transfers', id))).not.toContain('20050930')
    expect((await call(by(), 'roster.list', { search: '来一' })).items).toEqual([])
    const received = await call(by(), 'transfers.accept', { transferId: id, version: 1 })
    expect(received).toMatchObject({ state: 'receiptDue', open: true, can: { receipt: true, withdraw: false } })
    expect(await call(by(), 'roster.get', { memberId: received.memberId! })).toMatchObject({ name: '来一', idMasked: '**************014X', birthday: '2005-09-30', organisationName: '软件本科生第一党支部' })
    expect((await call(by(), 'organisations.get', {})).members).toBe(members + 1)
    expect(await call(by(), 'transfers.receipt', { transferId: id, version: 2, receiptOn: '2026-11-20' })).toMatchObject({ state: 'done', receiptOn: '2026-11-20' })
    expect((await read('transfers', id))!.identity).toBeNull()
  })

  test('whoever is on a roster here comes by a transfer inside the tree; a wrong number is told', async () => {
    const idNumber = '990102200512310250'
    await call(world.otherSecretary.openid, 'roster.add', { organisationId: world.otherBranchId, name: '来二', standing: 'full', idNumber })
    const told = (over: object) => refusal(by(), 'transfers.announce', { organisationId: world.branchId, name: '来二', standing: 'full', from: { name: '示例' }, ...over })
    expect([await told({ idNumber }), await told({ idNumber: '990102200512310251' }), await told({ organisationId: world.groupId }), await told({ organisationId: world.otherBranchId }), await told({ letterNumber: '1', issuedOn: '2026-11-20', validDays: 100 })]).toEqual(['personElsewhere', 'idWrong', 'notFound', 'notFound', 'letterDays'])
  })

  test('two branches expect the same person: one receives', async () => {
    const idNumber = '990101200411150028'
    const first = await announce({ name: '来三', idNumber })
    const second = await call(world.otherSecretary.openid, 'transfers.announce', { organisationId: world.otherBranchId, name: '来三', standing: 'full', from: { name: '示例' }, idNumber })
    const outcomes = await Promise.all([refusal(by(), 'transfers.accept', { transferId: first.id, version: 1 }), refusal(world.otherSecretary.openid, 'transfers.accept', { transferId: second.id, version: 1 })])
    expect(outcomes.sort()).toEqual([null, 'personElsewhere'].sort())
    const { count } = await database()
    expect(await count('members', { name: '来三' })).toBe(1)
  })

  test('not received, with a reason; called off', async () => {
    const { id } = await announce({ name: '来四' })
    expect(await call(by(), 'transfers.return', { transferId: id, version: 1, reason: '本人已在其他单位报到' })).toMatchObject({ state: 'refused', open: false })
    expect(await refusal(by(), 'transfers.accept', { transferId: id, version: 2 })).toBe('transferState')
    const again = await announce({ name: '来四' })
    expect((await call(by(), 'transfers.withdraw', { transferId: again.id, version: 1 })).state).toBe('withdrawn')
  })
})
