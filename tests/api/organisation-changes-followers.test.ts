/** Who and what goes along with the people of a branch that ends: applicants, guests, what is open about a person. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { database, gardenerOf, serial } from '../support/gardener'
import { castBallot, ownBallot } from '../support/reviews'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const { by, create, plant } = gardenerOf(() => world)
const applicant = async (organisationId: string, className = '') => (await call(by(), 'applicants.add', { organisationId, name: `示例申请人${serial()}`, appliedOn: '2026-09-01', ...(className && { className }) })).applicantId
const guest = async (organisationId: string) => (await call(by(), 'floating.addGuest', { organisationId, name: '韩梅', home: '示例市第一党支部', homeContact: '周书记', certificate: 'card', certificateNumber: '', since: '2026-03-01', until: '', takesPart: true })).id

test('applicants go by class or with the rest, guests with the rest; the new branch deals with what is open', async () => {
  const { read, find } = await database()
  const branch = await plant(1)
  const [rest, other] = [await create('接收党支部'), await create('另一党支部')]
  const [byClass, withRest] = [await applicant(branch.id, '软件2301'), await applicant(branch.id)]
  const guestId = await guest(branch.id)
  await call(branch.secretary.openid, 'corrections.ask', { changes: { birthday: '2001-02-03' } })
  const [asked] = await find('corrections', { memberId: branch.secretary.memberId }, { limit: 1 })
  const input = { organisationId: branch.id, targetId: rest, spread: [{ targetId: other, classNames: ['软件2301'] }] }
  expect((await call(by(), 'organisations.previewDissolve', input)).matters.map(matter => [matter.key, matter.count])).toEqual(expect.arrayContaining([['applicants', 2], ['guests', 1]]))
  await call(by(), 'organisations.dissolve', { ...input, reason: '撤销' })
  expect((await read('applicants', byClass))!.organisationId).toBe(other)
  expect(await read('applicants', withRest)).toMatchObject({ organisationId: rest, version: 2 })
  expect((await find('person_events', { personId: withRest }, { limit: 9 })).map(event => event.text)).toContainEqual(expect.stringContaining('接着培养'))
  expect((await read('guests', guestId))!.organisationId).toBe(rest)
  expect((await read('corrections', asked!._id))!.organisationId).toBe(rest)
  expect(await read('inbox', `correction_${asked!._id}`)).toMatchObject({ audience: `k:${rest}`, closed: false })
})

test('whoever is split off while a review is open keeps the ballot, is told so at home, and no more once it is in', async () => {
  const branch = await plant(2)
  const [going, done] = await Promise.all(['示例未投', '示例已投'].map(name => join(by(), branch.id, name, `o-split-${serial()}`))) as [Person, Person]
  await proveFactor(branch.secretary.openid)
  const { reviewId } = await call(branch.secretary.openid, 'reviews.create', { year: 2026, title: '2026年度民主评议党员' })
  await call(branch.secretary.openid, 'reviews.open', { reviewId })
  const vote = async ({ openid }: Person) => castBallot(openid, await ownBallot(openid, reviewId))
  await vote(done)
  await call(by(), 'organisations.split', { organisationId: branch.id, newName: '分出示例党支部', memberIds: [going.memberId, done.memberId], reason: '人多', fewerReason: '上级同意' })
  const asked = async ({ openid }: Person) => (await call(openid, 'session.home', {})).todos.filter(({ kind }) => kind === 'review').map(({ hint }) => hint)
  expect(await asked(going)).toEqual([expect.stringMatching(/^示例党支部\d+的不记名票，您还可以投$/)])
  expect(await asked(done)).toEqual([])
  await vote(going)
  // The vote itself leaves no note: the item goes when the review is looked at.
  expect(await call(going.openid, 'reviews.get', { reviewId })).toMatchObject({ mine: { taken: true } })
  expect(await asked(going)).toEqual([])
  // Who stayed is asked by the branch as before.
  expect(await asked(branch.secretary)).toHaveLength(1)
})

test('a branch without members whose applicants have no place is not dissolved', async () => {
  const id = await create('空党支部')
  await applicant(id)
  expect(await refusal(by(), 'organisations.dissolve', { organisationId: id, reason: '撤销' })).toBe('changeNeedsTarget')
  expect(await refusal(by(), 'organisations.dissolve', { organisationId: id, targetId: world.otherBranchId, reason: '撤销' })).toBeNull()
  const second = await create('只有来客的党支部')
  await guest(second)
  expect(await refusal(by(), 'organisations.dissolve', { organisationId: second, reason: '撤销' })).toBe('changeNeedsTarget')
})

test('transfers that are open block, also those into it', async () => {
  const branch = await plant(1)
  await call(branch.secretary.openid, 'transfers.announce', { organisationId: branch.id, name: '韩雪', standing: 'full', from: { name: '示例县第三中学党支部', province: '示例省' }, letterNumber: '示例组转字第0101号', issuedOn: '2026-11-02', duesUntil: '2026-10' })
  const preview = await call(by(), 'organisations.previewDissolve', { organisationId: branch.id, targetId: world.otherBranchId })
  expect(preview).toMatchObject({ can: { go: false }, why: { go: expect.stringContaining('组织关系转接') } })
  expect(await refusal(by(), 'organisations.dissolve', { organisationId: branch.id, targetId: world.otherBranchId, reason: '撤销' })).toBe('changeBlocked')
  // Nobody else's transfer stands in the way of a split.
  expect((await call(by(), 'organisations.previewSplit', { organisationId: branch.id, memberIds: [branch.people[2]!] })).can.go).toBe(true)
})

test('a transfer to a branch that has ended is refused', async () => {
  const [branch, ended] = [await plant(1), await create('将撤销的党支部')]
  await call(by(), 'organisations.dissolve', { organisationId: ended, reason: '撤销' })
  expect(await refusal(branch.secretary.openid, 'transfers.apply', { memberId: branch.secretary.memberId, toBranchId: ended })).toBe('transferDissolved')
})
