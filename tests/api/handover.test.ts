/** A secretary hands over: the list, three signatures, and the powers that change hands with the last of them or on a day ahead. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { bind, join, makeWorld, proveFactor, type Person, type World } from '../support/world'
import { dynamicCode } from '../support/world'

let world: World
const secrets = new Map<string, string>()
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

/** Proves the second factor at the test's clock; a code works once, so the clock is set on. */
async function prove(person: Person): Promise<void> {
  const known = secrets.get(person.openid)
  if (known) await call(person.openid, 'session.prove', { code: await dynamicCode(known) })
  else secrets.set(person.openid, await proveFactor(person.openid))
}

/** A branch of its own with a secretary, a committee member and a member. */
let branches = 0
async function newBranch() {
  const tag = `h${++branches}`
  const by = world.founder.openid
  const { organisationId } = await call(by, 'organisations.create', { parentId: world.committeeId, name: `第${tag}党支部`, kind: 'branch' })
  const secretary = await join(by, organisationId, `书记${tag}`, `o-${tag}-secretary`, { post: 'secretary' })
  const witness = await join(by, organisationId, `委员${tag}`, `o-${tag}-witness`, { post: 'disciplineOfficer' })
  const member = await join(by, organisationId, `党员${tag}`, `o-${tag}-member`)
  for (const person of [secretary, witness, member]) await prove(person)
  return { organisationId, secretary, witness, member }
}
type Branch = Awaited<ReturnType<typeof newBranch>>
const begin = async ({ organisationId, secretary, witness, member }: Branch) => (await call(secretary.openid, 'handover.start', { organisationId, receiverId: member.memberId, witnessId: witness.memberId })).handoverId
const get = (person: Person, handoverId: string) => call(person.openid, 'handover.get', { handoverId })
/** Fills the list as it has to be. */
async function fill({ secretary }: Branch, handoverId: string, changes = {}) {
  const { revision, files } = await get(secretary, handoverId)
  return call(secretary.openid, 'handover.change', { handoverId, revision, changes: { files: files.map(file => ({ ...file, count: 1 })), dues: { fen: 12_340, asOn: '2026-11-19' }, ...changes } })
}
const sign = async (person: Person, handoverId: string) => call(person.openid, 'handover.sign', { handoverId, revision: (await get(person, handoverId)).revision })
const todos = async (person: Person) => (await call(person.openid, 'session.home', {})).todos.filter(todo => todo.kind === 'handover').map(({ title }) => title)
const secretaries = async (organisationId: string) => (await call(world.founder.openid, 'posts.list', { organisationId })).items.filter(({ post }) => post === 'secretary').map(({ memberName, state }) => [memberName, state])

test('works: a list is made, filled, signed by three, and the powers change hands at once', async () => {
  const branch = await newBranch()
  const { organisationId, secretary, witness, member } = branch
  await call(member.openid, 'appeals.write', { text: '建议增加座位' })
  await call(member.openid, 'corrections.ask', { changes: { birthday: '2001-02-03' } })
  await call(secretary.openid, 'roster.add', { organisationId, name: '未加入', standing: 'full' })
  const choices = await call(secretary.openid, 'handover.choices', { organisationId })
  expect(choices.posts).toMatchObject([{ post: 'secretary' }])
  expect(choices.witnesses).toEqual([{ id: witness.memberId, name: witness.name, as: '纪检委员' }, expect.objectContaining({ name: world.founder.name, as: expect.stringMatching(/党委.*组织委员$/) })])

  const handoverId = await begin(branch)
  const list = await get(secretary, handoverId)
  expect(list).toMatchObject({ state: 'open', revision: 1, dues: null, can: { change: true, sign: false, stop: true } })
  expect(list.matters.map(({ key, count }) => [key, count])).toEqual([['appeals', 1], ['corrections', 1], ['unbound', 1]])
  expect([await todos(secretary), await todos(member)]).toEqual([['填写工作交接清单并签名'], []])
  expect(await refusal(secretary.openid, 'handover.sign', { handoverId, revision: 1 })).toBe('handoverUncounted')

  await fill(branch, handoverId, { remarks: '钥匙在办公室' })
  expect(await refusal(member.openid, 'handover.sign', { handoverId, revision: 2 })).toBe('handoverGiverFirst')
  await sign(secretary, handoverId)
  expect([await todos(secretary), await todos(member), await todos(witness)]).toEqual([[], ['工作交接待您签名（接收人）'], ['工作交接待您签名（监交人）']])
  await sign(witness, handoverId)
  expect(await refusal(member.openid, 'notices.post', { title: '通知', body: '内容' })).toBe('forbidden')
  const done = await sign(member, handoverId)
  expect(done).toMatchObject({ state: 'done', can: { change: false, sign: false, stop: false } })
  expect(await todos(member)).toEqual([])

  // At the very next tap: the receiver has the powers, confirmed; the giver has none.
  await call(member.openid, 'notices.post', { title: '通知', body: '内容' })
  expect(await refusal(secretary.openid, 'notices.post', { title: '通知', body: '内容' })).toBe('forbidden')
  expect(await secretaries(organisationId)).toEqual([[member.name, 'active']])
  // Past handovers stay readable, for the branch and above; to the giver too, who was one of the three.
  expect((await call(world.founder.openid, 'handover.list', { organisationId })).items).toMatchObject([{ id: handoverId, state: 'done', giver: secretary.name, receiver: member.name }])
  expect(await get(secretary, handoverId)).toMatchObject({ state: 'done', dues: { fen: 12_340 } })
  expect(await refusal(member.openid, 'handover.stop', { handoverId, reason: '后悔' })).toBe('handoverOver')

  // The next list has the names of this one, and nothing else of it.
  const next = await get(member, (await call(member.openid, 'handover.start', { organisationId, receiverId: secretary.memberId, witnessId: witness.memberId })).handoverId)
  expect([next.files.every(({ count }) => count === null), next.remarks, next.dues]).toEqual([true, '', null])
})

test('a change of the list makes signatures void, and says whose', async () => {
  const branch = await newBranch()
  const handoverId = await begin(branch)
  await fill(branch, handoverId)
  await sign(branch.secretary, handoverId)
  await sign(branch.witness, handoverId)
  const before = await get(branch.secretary, handoverId)
  // The same once more is no change.
  const same = await call(branch.secretary.openid, 'handover.change', { handoverId, revision: before.revision, changes: { remarks: '' } })
  expect(same.revision).toBe(before.revision)
  const after = await call(branch.secretary.openid, 'handover.change', { handoverId, revision: before.revision, changes: { remarks: '另有一把钥匙' } })
  expect(after.parties.map(({ signedAt }) => signedAt)).toEqual([null, null, null])
  expect(after.voided.map(({ role, name }) => [role, name])).toEqual([['giver', branch.secretary.name], ['witness', branch.witness.name]])
  expect(await refusal(branch.member.openid, 'handover.sign', { handoverId, revision: before.revision })).toBe('conflict')
  expect(await refusal(branch.secretary.openid, 'handover.change', { handoverId, revision: before.revision, changes: { remarks: '旧' } })).toBe('conflict')
  expect([await todos(branch.secretary), await todos(branch.member)]).toEqual([['填写工作交接清单并签名'], []])
  expect((await call(branch.secretary.openid, 'handover.change', { handoverId, revision: after.revision, changes: {}, witnessId: world.founder.memberId })).parties[2]).toMatchObject({ name: world.founder.name })
})

test('wrong: who is not one of three different persons inside, joined and in office', async () => {
  const branch = await newBranch()
  const { organisationId, secretary, witness, member } = branch
  const start = (receiverId: string, witnessId: string, openid = secretary.openid) => refusal(openid, 'handover.start', { organisationId, receiverId, witnessId })
  const { memberId: absent } = await call(secretary.openid, 'roster.add', { organisationId, name: '未加入', standing: 'full' })
  expect(await start(absent, witness.memberId)).toBe('handoverNotJoined')
  expect(await start(secretary.memberId, witness.memberId)).toBe('postExists')
  expect(await start(witness.memberId, witness.memberId)).toBe('handoverThree')
  expect(await start(member.memberId, secretary.memberId)).toBe('handoverThree')
  expect(await start(witness.memberId, member.memberId)).toBe('handoverWitness')
  expect([await start(world.otherMember.memberId, witness.memberId), await start(member.memberId, world.otherSecretary.memberId)]).toEqual(['notFound', 'notFound'])
  expect([await start(member.memberId, witness.memberId, world.otherSecretary.openid), await start(member.memberId, witness.memberId, world.founder.openid), await start(member.memberId, witness.memberId, member.openid)]).toEqual(['notFound', 'notFound', 'forbidden'])
  // Whoever cannot appoint hands over before a witness who can.
  expect(await refusal(witness.openid, 'handover.start', { organisationId, receiverId: member.memberId, witnessId: secretary.memberId })).toBeNull()
  expect(await refusal(secretary.openid, 'handover.start', { organisationId: world.groupId, receiverId: member.memberId, witnessId: witness.memberId })).toBe('notFound')
  const handoverId = await begin(branch)
  expect(await start(member.memberId, witness.memberId)).toBe('handoverOpen')
  expect(await refusal(secretary.openid, 'handover.change', { handoverId, revision: 1, changes: { effectiveOn: '2026-11-19' } })).toBe('datesWrong')
  expect(await refusal(secretary.openid, 'handover.change', { handoverId, revision: 1, changes: { dues: { fen: 1, asOn: '2026-11-21' } } })).toBe('datesWrong')
  for (const stranger of [world.otherSecretary, world.otherMember]) expect(await refusal(stranger.openid, 'handover.get', { handoverId })).toBe('notFound')
  expect([await refusal(world.founder.openid, 'handover.change', { handoverId, revision: 1, changes: {} }), await refusal(world.founder.openid, 'handover.sign', { handoverId, revision: 1 })]).toEqual(['forbidden', 'secondFactorNeeded'].map((code, i) => (i === 0 ? code : expect.any(String))))
})

test('repeats and races: one tap twice is one act, and two lists of one post hand it over once', async () => {
  const branch = await newBranch()
  const { organisationId, secretary, witness, member } = branch
  const start = () => call(secretary.openid, 'handover.start', { organisationId, receiverId: member.memberId, witnessId: witness.memberId }, 'the-same-handover')
  const [first, second] = [await start(), await start()]
  expect(second).toEqual(first)
  await expect(call(secretary.openid, 'handover.start', { organisationId, receiverId: witness.memberId, witnessId: world.founder.memberId }, 'the-same-handover')).rejects.toMatchObject({ code: 'conflict' })
  const { handoverId } = first
  await fill(branch, handoverId)
  await sign(secretary, handoverId)
  // The last two in the same second, one of them twice.
  const revision = (await get(secretary, handoverId)).revision
  await Promise.all([member, witness, member].map(({ openid }) => call(openid, 'handover.sign', { handoverId, revision })))
  expect(await get(member, handoverId)).toMatchObject({ state: 'done' })
  expect(await secretaries(organisationId)).toEqual([[member.name, 'active']])
  const { find } = await import('../../cloudfunctions/platform/database')
  expect(await find('posts', { organisationId, memberId: member.memberId }, { limit: 5 })).toHaveLength(1)
  expect((await find('person_events', { personId: member.memberId }, { limit: 5 })).map(({ text }) => text)).toContain('接任书记')
})

test('a post that ended meanwhile, or another account, is not handed over', async () => {
  const branch = await newBranch()
  const { organisationId, secretary, witness, member } = branch
  const handoverId = await begin(branch)
  await fill(branch, handoverId)
  await sign(secretary, handoverId)
  await sign(member, handoverId)
  await call(secretary.openid, 'binding.release', { memberId: member.memberId, reason: '换手机' })
  await bind(secretary.openid, member.memberId, `${member.openid}-new`)
  expect(await refusal(witness.openid, 'handover.sign', { handoverId, revision: 2 })).toBe('handoverLost')
  expect(await get(secretary, handoverId)).toMatchObject({ state: 'open' })
  expect(await secretaries(organisationId)).toEqual([[secretary.name, 'active']])
  // A change lets all three sign anew.
  await call(secretary.openid, 'handover.change', { handoverId, revision: 2, changes: { remarks: '接收人换了手机' } })
  const { items } = await call(world.founder.openid, 'posts.list', { organisationId })
  await prove(world.founder)
  await call(world.founder.openid, 'posts.end', { postId: items.find(({ post }) => post === 'secretary')!.id, reason: '调离' })
  expect(await refusal(secretary.openid, 'handover.sign', { handoverId, revision: 3 })).toBe('handoverNotHeld')
})

test('declined or stopped: nothing changes hands, and the giver is told', async () => {
  const branch = await newBranch()
  const handoverId = await begin(branch)
  await fill(branch, handoverId)
  await sign(branch.secretary, handoverId)
  expect(await refusal(world.otherMember.openid, 'handover.stop', { handoverId, reason: '不行' })).toBe('notFound')
  const stopped = await call(branch.member.openid, 'handover.stop', { handoverId, reason: '出差，下月再办' })
  expect(stopped).toMatchObject({ state: 'stopped', stopped: { name: branch.member.name, reason: '出差，下月再办' } })
  expect(await todos(branch.secretary)).toEqual(['工作交接已停止'])
  expect(await refusal(branch.witness.openid, 'handover.sign', { handoverId, revision: 2 })).toBe('handoverOver')
  // Another can be begun, and stopped from above.
  const again = await begin(branch)
  expect(await call(world.founder.openid, 'handover.stop', { handoverId: again, reason: '等换届' })).toMatchObject({ state: 'stopped' })
})

describe('on a day ahead', () => {
  afterEach(() => setNow(START))
  const runJob = async () => { const { handOverOnTheDay } = await import('../../cloudfunctions/modules/handover/effect'); const { clock } = await import('../../cloudfunctions/platform/clock'); return handOverOnTheDay(clock.now()) }
  async function signedFor(effectiveOn: string) {
    const branch = await newBranch()
    const handoverId = await begin(branch)
    await fill(branch, handoverId, { effectiveOn })
    for (const person of [branch.secretary, branch.witness, branch.member]) await sign(person, handoverId)
    return { ...branch, handoverId }
  }

  test('the powers change hands when the day has come, not before, and once', async () => {
    const { organisationId, secretary, member, handoverId } = await signedFor('2026-12-01')
    expect(await get(secretary, handoverId)).toMatchObject({ state: 'signed', effectiveOn: '2026-12-01' })
    await setNow('2026-11-30T15:59:00Z')
    await runJob()
    expect(await secretaries(organisationId)).toEqual([[secretary.name, 'active']])
    await setNow('2026-11-30T16:00:00Z')
    await Promise.all([runJob(), runJob()])
    expect(await secretaries(organisationId)).toEqual([[member.name, 'active']])
    expect(await get(member, handoverId)).toMatchObject({ state: 'done' })
  })

  test('called back before the day, nothing happens', async () => {
    const { organisationId, secretary, handoverId } = await signedFor('2026-12-01')
    await call(secretary.openid, 'handover.stop', { handoverId, reason: '推迟换人' })
    await setNow('2026-12-02T01:00:00Z')
    await runJob()
    expect(await secretaries(organisationId)).toEqual([[secretary.name, 'active']])
  })

  test('what can no longer be done as it was signed is shown with the reason', async () => {
    const { organisationId, secretary, member, handoverId } = await signedFor('2026-12-01')
    await call(world.founder.openid, 'roster.archive', { memberId: member.memberId, reason: '组织关系已转出' })
    await setNow('2026-12-01T01:00:00Z')
    await runJob()
    expect(await get(secretary, handoverId)).toMatchObject({ state: 'stuck', stuck: expect.stringContaining(member.name), can: { change: true, stop: true, sign: false } })
    expect(await todos(secretary)).toEqual(['工作交接没有交成，请处理'])
    expect(await secretaries(organisationId)).toEqual([[secretary.name, 'active']])
  })
})

test('a list of handovers costs little', async () => {
  expect(await operationsOf(() => call(world.founder.openid, 'handover.list', { organisationId: world.branchId }))).toBeLessThanOrEqual(4)
})
