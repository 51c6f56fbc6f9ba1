import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { bind, makeWorld, plantFoundingCode, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const days = (n: number) => new Date(START.getTime() + n * 86_400_000)
const add = async (name: string, idNumber?: string) => (await call(world.secretary.openid, 'roster.add', { organisationId: world.branchId, name, standing: 'full', idNumber })).memberId
const invite = (memberId: string) => call(world.secretary.openid, 'binding.invite', { memberId })

describe('a card for one person', () => {
  test('asks who one is, binds at a tap, and works once', async () => {
    const memberId = await add('孔一')
    const card = await invite(memberId)
    expect(card.scene.length).toBeLessThanOrEqual(32)
    expect(card.image).toMatch(/^data:image\/png;base64,/)
    expect(await call('o-kong', 'binding.peek', { code: card.code })).toMatchObject({ memberName: '孔一', organisationName: '软件本科生第一党支部' })
    expect((await call('o-kong', 'session.home', {})).me).toBeNull()
    expect(await call('o-kong', 'binding.accept', { code: card.code.toUpperCase() })).toMatchObject({ memberName: '孔一', waitsForConfirmation: false })
    expect((await call('o-kong', 'session.home', {})).me).toMatchObject({ memberId, name: '孔一' })
    expect(await call('o-kong', 'binding.accept', { code: card.code })).toMatchObject({ memberName: '孔一' })
    expect(await refusal('o-other', 'binding.peek', { code: card.code })).toBe('codeInvalid')
    expect(await refusal('o-other', 'binding.accept', { code: card.code })).toBe('codeInvalid')
    expect(await refusal(world.secretary.openid, 'binding.invite', { memberId })).toBe('memberTaken')
  })

  test('is good for seven days, and only the newest', async () => {
    const memberId = await add('孔二')
    const first = await invite(memberId)
    const second = await invite(memberId)
    expect(await refusal('o-k2', 'binding.peek', { code: first.code })).toBe('codeInvalid')
    await setNow(days(7))
    expect(await refusal('o-k2', 'binding.accept', { code: second.code })).toBe('codeInvalid')
    await setNow(new Date(days(7).getTime() - 1000))
    expect(await refusal('o-k2', 'binding.accept', { code: second.code })).toBeNull()
  })

  test('opened by twenty accounts at once binds one', async () => {
    const { code } = await invite(await add('孔三'))
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => refusal(`o-race-${i}`, 'binding.accept', { code })))
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(new Set(outcomes.filter(outcome => outcome !== null))).toEqual(new Set(['codeInvalid']))
  })

  test('opened by the wrong person is void, and the officers learn it', async () => {
    const { code } = await invite(await add('孔四'))
    await call('o-wrong', 'binding.notMe', { code })
    expect(await refusal('o-right', 'binding.accept', { code })).toBe('codeInvalid')
    const returned = async () => (await call(world.secretary.openid, 'session.home', {})).todos.find(todo => todo.kind === 'cardReturned')
    const todo = await returned()
    expect(todo?.title).toBe('孔四的加入卡片发错了人')
    // It waits until a new card is made, and opens the page that makes it.
    await call(world.secretary.openid, 'binding.invite', { memberId: todo!.refId! })
    expect(await returned()).toBeUndefined()
  })

  test('an account that is somebody else already cannot open it', async () => {
    const { code } = await invite(await add('孔五'))
    expect(await refusal(world.member.openid, 'binding.accept', { code })).toBe('alreadyBound')
  })

  test('guessing is slowed down', async () => {
    for (let i = 0; i < 10; i++) expect(await refusal('o-guess', 'binding.peek', { code: `guess-${i}` })).toBe('codeInvalid')
    expect(await refusal('o-guess', 'binding.peek', { code: 'guess-10' })).toBe('tooManyTries')
    await setNow(new Date(START.getTime() + 15 * 60_000))
    expect(await refusal('o-guess', 'binding.peek', { code: 'guess-11' })).toBe('codeInvalid')
  })

  test('is made by who keeps the roster, for the own people', async () => {
    expect(await refusal(world.officer.openid, 'binding.invite', { memberId: world.unbound.memberId })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'binding.invite', { memberId: world.unbound.memberId })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'binding.invite', { memberId: 'nobody' })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'binding.invite', {} as never)).toBe('badInput')
  })
})

describe('a code for many', () => {
  const claim = (openid: string, branchCode: string, name: string, idTail: string) => refusal(openid, 'binding.claim', { branchCode, name, idTail })

  test('binds by name and last four characters, and every wrong guess gets the same answer', async () => {
    await add('钱七', '990101200503010014')
    await add('钱八', '990102200512310250')
    const { code } = await call(world.secretary.openid, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
    const shown = await call(world.secretary.openid, 'binding.branchCode', { organisationId: world.branchId })
    expect(shown.code).toBe(code)
    expect(await claim('o-q1', code!, '钱七', '9999')).toBe('claimRefused')
    expect(await claim('o-q1', code!, '没有的人', '0014')).toBe('claimRefused')
    expect(await claim('o-q1', 'nonsense', '钱七', '0014')).toBe('claimRefused')
    expect(await claim('o-q1', code!, '王建国', '0014')).toBe('claimRefused')
    expect(await claim('o-q1', code!.toUpperCase(), ' 钱 七 ', '0014')).toBeNull()
    expect(await claim('o-q1', code!, '钱七', '0014')).toBeNull()
    expect(await claim('o-q2', code!, '钱七', '0014')).toBe('claimRefused')
    expect(await claim(world.member.openid, code!, '钱八', '0250')).toBe('alreadyBound')
    await call(world.secretary.openid, 'binding.setBranchCode', { organisationId: world.branchId, on: false })
    expect(await claim('o-q3', code!, '钱八', '0250')).toBe('claimRefused')
  })

  test('five guesses an account, sixty a code, whether right or wrong', async () => {
    await add('钱九', '99010220050930014X')
    const { code } = await call(world.secretary.openid, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
    for (let i = 0; i < 5; i++) expect(await claim('o-slow', code!, '钱九', `000${i}`)).toBe('claimRefused')
    expect(await claim('o-slow', code!, '钱九', '014X')).toBe('tooManyTries')
    await Promise.all(Array.from({ length: 60 }, (_, i) => claim(`o-many-${i}`, code!, `钱九${i % 4}`, '0000')))
    expect(await claim('o-late', code!, '钱九', '014X')).toBe('tooManyTries')
    await setNow(new Date(START.getTime() + 15 * 60_000))
    expect(await claim('o-late', code!, '钱九', '014x')).toBeNull()
  })

  test('twenty guesses a day at one person, however many accounts there are', async () => {
    await add('钱十', '990101200001010014')
    const { code } = await call(world.secretary.openid, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
    for (let i = 0; i < 20; i++) expect(await claim(`o-day-${i}`, code!, i % 2 ? '钱十' : '钱 十', `9${i + 100}`)).toBe('claimRefused')
    await setNow(new Date(START.getTime() + 20 * 60_000))
    expect(await claim('o-day-late', code!, '钱十', '0014')).toBe('tooManyTries')
    // A name that nobody has is counted alike, and the others of the branch are not slowed down.
    for (let i = 0; i < 20; i++) expect(await claim(`o-none-${i}`, code!, '没有的人', '0000')).toBe('claimRefused')
    expect(await claim('o-none-late', code!, '没有的人', '0000')).toBe('tooManyTries')
    await setNow(days(1))
    expect(await claim('o-day-late', code!, '钱十', '0014')).toBeNull()
  })

  test('an old code is refused', async () => {
    const { code } = await call(world.secretary.openid, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
    await setNow(days(30))
    expect(await claim('o-old', code!, '钱九', '014X')).toBe('claimRefused')
    expect((await call(world.secretary.openid, 'binding.branchCode', { organisationId: world.branchId })).code).toBeNull()
  })
})

describe('undone and bound again', () => {
  test('a new phone: freed by the secretary, the former account is out at the next call', async () => {
    const memberId = await add('孙一')
    await bind(world.secretary.openid, memberId, 'o-old-phone')
    await call(world.secretary.openid, 'binding.release', { memberId, reason: '换手机' })
    expect(await refusal('o-old-phone', 'activities.list', { when: 'coming' })).toBe('notBound')
    await bind(world.secretary.openid, memberId, 'o-new-phone')
    const home = await call('o-new-phone', 'session.home', {})
    expect(home.me?.memberId).toBe(memberId)
    // Whoever is bound as this person again learns that somebody had released it, who, and why.
    expect(home.todos.find(({ kind }) => kind === 'released')).toMatchObject({ title: '您的微信绑定被解除过', hint: expect.stringMatching(/王建国解除：换手机/) })
    expect((await call(world.member.openid, 'session.home', {})).todos.filter(({ kind }) => kind === 'released')).toEqual([])
    await bind(world.secretary.openid, await add('孙二'), 'o-old-phone')
    expect((await call('o-old-phone', 'session.home', {})).me?.name).toBe('孙二')
  })

  test('a member leaves; the person stays on the roster', async () => {
    const memberId = await add('孙三')
    await bind(world.secretary.openid, memberId, 'o-s3')
    await call('o-s3', 'binding.leave', {})
    expect(await refusal('o-s3', 'binding.leave', {})).toBe('notBound')
    expect(await call(world.secretary.openid, 'roster.get', { memberId })).toMatchObject({ name: '孙三', bound: false })
  })

  test('an officer with a new phone has no power until another officer confirms', async () => {
    const memberId = await add('孙四')
    await bind(world.secretary.openid, memberId, 'o-s4')
    await proveFactor(world.secretary.openid)
    const { postId } = await call(world.secretary.openid, 'posts.appoint', { organisationId: world.branchId, memberId, post: 'organisationOfficer' })
    expect(await refusal('o-s4', 'roster.list', {})).toBeNull()
    await call(world.secretary.openid, 'binding.release', { memberId, reason: '换手机' })
    await bind(world.secretary.openid, memberId, 'o-s4-new')
    expect(await refusal('o-s4-new', 'roster.list', {})).toBe('notConfirmed')
    const todo = (await call(world.secretary.openid, 'session.home', {})).todos.find(item => item.kind === 'confirmPost')
    expect(todo).toMatchObject({ id: `confirmPost_${postId}`, refId: world.branchId, title: expect.stringMatching(/^孙四已加入，担任.+组织委员$/) })
    expect(await refusal('o-s4-new', 'posts.confirm', { postId })).toBe('notConfirmed')
    await call(world.secretary.openid, 'posts.confirm', { postId })
    expect(await refusal('o-s4-new', 'roster.list', {})).toBeNull()
    expect((await call(world.secretary.openid, 'session.home', {})).todos.find(item => item.kind === 'confirmPost')).toBeUndefined()
  })

  test('a branch whose only officer has a new phone is restored by the committee above', async () => {
    await call(world.founder.openid, 'binding.release', { memberId: world.otherSecretary.memberId, reason: '换手机' })
    await bind(world.founder.openid, world.otherSecretary.memberId, 'o-os-new')
    expect(await refusal('o-os-new', 'roster.list', {})).toBe('notConfirmed')
    const todo = (await call(world.founder.openid, 'session.home', {})).todos.find(item => item.kind === 'confirmPost')
    const { items } = await call(world.founder.openid, 'posts.list', { organisationId: todo!.refId! })
    const postId = items.find(post => post.state === 'pending')!.id
    await call(world.founder.openid, 'posts.confirm', { postId })
    expect(await refusal('o-os-new', 'roster.list', {})).toBeNull()
    await call(world.founder.openid, 'binding.release', { memberId: world.otherSecretary.memberId, reason: '恢复' })
    await bind(world.founder.openid, world.otherSecretary.memberId, world.otherSecretary.openid)
    await call(world.founder.openid, 'posts.confirm', { postId })
  })
})

test('a founding code opens one organisation, once', async () => {
  await plantFoundingCode('aaaa-bbbb')
  const input = { code: 'AAAA BBBB', organisationName: '示例社区党支部', kind: 'branch' as const, name: '郑书记' }
  expect(await refusal('o-found', 'organisations.found', { ...input, code: 'wrong' })).toBe('foundingCodeWrong')
  const first = await call('o-found', 'organisations.found', input)
  expect(await call('o-found', 'organisations.found', input)).toEqual(first)
  expect(await refusal('o-found-2', 'organisations.found', input)).toBe('foundingCodeWrong')
  expect((await call('o-found', 'session.home', {})).me).toMatchObject({ organisationName: '示例社区党支部', posts: [{ post: 'secretary', confirmed: true }] })
})
