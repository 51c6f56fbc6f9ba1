/** Every way to come in to a review, in the real WeChat bundle, on a phone that has agreed to nothing yet: nothing is asked of anybody. */
import { fill, holdReview, sound, unasked, type HeldReview } from '../support/weapp/review'

jest.setTimeout(120_000)
let held: HeldReview
beforeAll(async () => {
  held = await holdReview([
    { name: '小票班', entry: 'slips', entitled: 6 }, { name: '名单班', entry: 'list', list: '20239901 甲\n20239902 乙' }, { name: '密码班', entry: 'pins', list: '20239911 丙\n20239912 丁' }, { name: '现场班', entry: 'room', entitled: 2 },
  ])
}, 120_000)
afterAll(() => held?.product.close())

const privacy = { privacy: 'needed' } as const
const taken = async (name: string): Promise<number | null> => (await held.group(name)).taken
/** A number of a group with its password, as it is printed. */
async function strip(): Promise<{ number: string; pin: string }> {
  const { link } = await held.product.call(held.branch.secretary, 'ballots.slipSheet', { kind: 'review', id: held.reviewId, group: (await held.group('密码班')).key })
  const [, number, pin] = /学号 <em>(\d+)<\/em><\/span><span>密码 <em>(\d{6})<\/em>/.exec(await (await fetch(link)).text())!
  return { number: number!, pin: pin! }
}

test('a slip: six taps and nothing typed; on another phone it says that somebody has used it, and on this one that all is well', async () => {
  const [slip] = await held.slips('小票班')
  const app = await held.scan('o-slip', slip!, privacy)
  await app.waitFor('名单只划掉领票')
  expect(app.controls().filter(({ tag }) => tag === 'input')).toEqual([])
  expect(await fill(app)).toBeLessThanOrEqual(8)
  const { storage } = app.phone
  unasked(app)
  const other = await held.scan('o-other', slip!, privacy)
  await other.waitFor('这张小票已经交过票')
  expect(other.text()).toContain('不是您交的，请马上告诉主持人')
  expect(other.text()).not.toContain('可以关掉了')
  unasked(other)
  const again = await held.scan('o-slip', slip!, { ...privacy, storage })
  await again.waitFor('已交票，可以关掉了')
  unasked(again)
  expect(await taken('小票班')).toBe(1)
})

test('a list and the code on the screen: the number is all that is typed; whose number was taken is told', async () => {
  const app = await held.scan('o-listed', await held.roomCode('名单班'), privacy)
  await app.waitFor('您的学号')
  expect(app.isDisabled('填写测评票')).toBe(true)
  await app.input('您的学号', '20239901')
  expect(await fill(app)).toBeLessThanOrEqual(8)
  unasked(app)
  const owner = await held.scan('o-owner', await held.roomCode('名单班'), privacy)
  await owner.waitFor('您的学号')
  await owner.input('您的学号', '20239901')
  await owner.tap('填写测评票')
  await owner.waitFor('这个学号已经交过票')
  expect(owner.text()).toContain('请马上告诉主持人')
  unasked(owner)
  expect(await taken('名单班')).toBe(1)
})

test('a number with its password', async () => {
  const { number, pin } = await strip()
  const app = await held.scan('o-pinned', `p.${held.reviewId}.${(await held.group('密码班')).key}`, privacy)
  await app.waitFor('密码条上的密码')
  await app.input('您的学号', number)
  await app.input('密码条上的密码', pin)
  expect(await fill(app)).toBeLessThanOrEqual(8)
  unasked(app)
})

test('the room\'s code; who is one too many is told before anything is chosen', async () => {
  for (const openid of ['o-room-1', 'o-room-2']) {
    const app = await held.scan(openid, await held.roomCode('现场班'), privacy)
    await app.waitFor('名单只划掉领票')
    expect(await fill(app)).toBeLessThanOrEqual(8)
    unasked(app)
  }
  const late = await held.scan('o-room-3', await held.roomCode('现场班'), privacy)
  await late.waitFor('请主持人核对到场人数')
  expect(late.has('填写测评票')).toBe(false)
  unasked(late)
})

test('a member who scans the class\'s code goes on to the own ballot, and the class has none more', async () => {
  const before = await taken('名单班')
  const app = await held.scan(held.member, await held.roomCode('名单班'), privacy)
  await app.waitFor('您是党员，请用自己的票，只评一次')
  expect(app.has('您的学号')).toBe(false)
  await fill(app)
  expect([await taken('名单班'), await taken('党员互评')]).toEqual([before, 1])
  expect([app.phone.consents, app.phone.modals]).toEqual([[], []])
  sound(app)
  const again = await held.scan(held.member, await held.roomCode('现场班'), privacy)
  await again.waitFor('已交票，可以关掉了')
  sound(again)
})

test('a member whose phone scans a slip is shown the own ballot first, and may have lent the phone', async () => {
  const app = await held.scan(held.branch.secretary, (await held.slips('小票班'))[3]!, privacy)
  await app.waitFor('您是党员，请用自己的票')
  expect(app.text()).toContain('借手机给别人投')
  await app.tap('用自己的票')
  await app.waitFor('您是党员，请用自己的票，只评一次')
  expect(app.calls.map(({ action }) => action)).toContain('ballots.own')
  sound(app)
})

test('the members\' code: a member comes to the own ballot, anybody else is asked to be bound first, without a dialog', async () => {
  const scene = await held.roomCode('党员互评')
  const member = await held.scan(held.branch.secretary, scene, privacy)
  await member.waitFor('票怎样保密')
  expect(member.page.route).toBe('pages/ballots/vote/index')
  sound(member)
  const stranger = await held.scan('o-stranger', scene, privacy)
  await stranger.waitFor('请先绑定')
  expect([stranger.phone.consents, stranger.phone.modals]).toEqual([[], []])
  sound(stranger)
})
