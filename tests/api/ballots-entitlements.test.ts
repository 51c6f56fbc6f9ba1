/** What is printed for a group, before the opening and after a round was declared void, and what is struck while ballots come in. */
import { call, type ActionFailed, refusal } from '../support/api'
import { database } from '../support/ballots'
import { castBallot, draftReview, openReview, type Groups } from '../support/reviews'
import { inWorld, type World } from '../support/world'
import type { BallotPaper } from '../../types/contracts/ballots'

/** Codes of which no picture comes the first so many times. */
const broken = new Map<string, number>()
jest.mock('../../cloudfunctions/platform/wechat', () => ({
  ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'),
  codeImage: (scene: string) => {
    const left = broken.get(scene) ?? 0
    broken.set(scene, left - 1)
    return Promise.resolve(left > 0 ? null : `data:image/png;base64,${Buffer.from(scene).toString('base64')}`)
  },
}))

let world: World
inWorld(made => { world = made })

const by = () => world.secretary.openid
const castRefused = (openid: string, paper: BallotPaper) => castBallot(openid, paper).then(() => null, (error: ActionFailed) => error.code)
const slips = (entitled = 6): Groups => [{ name: '软件2301班', entry: 'slips', entitled }]
const pins: Groups = [{ name: '软件2302班', entry: 'pins', list: '20239901 甲\n20239902 乙' }]
const pileOf = async (id: string) => ({ kind: 'review' as const, id, group: (await call(by(), 'reviews.get', { reviewId: id })).groups[1]!.key })
const textOf = async (id: string, part?: number) => {
  const { link, parts } = await call(by(), 'ballots.slipSheet', { ...await pileOf(id), ...(part && { part }) })
  return { parts, html: await (await fetch(link)).text() }
}
/** The slips of a sheet by their numbers: the code of each. */
const printed = async (id: string, part?: number): Promise<Map<number, string>> =>
  new Map([...(await textOf(id, part)).html.matchAll(/base64,([\w+/=]+)" alt="">.*?编号(\d+)</g)].map(([, code, n]) => [Number(n), Buffer.from(code!, 'base64').toString()]))
const strips = async (id: string) => new Map([...(await textOf(id)).html.matchAll(/学号 <em>(\d+)<\/em><\/span><span>密码 <em>(\d{6})<\/em>/g)].map(([, number, pin]) => [number!, pin!]))
const strike = async (id: string, whom: { slip?: number; number?: string; group?: string }, openid = by()) => refusal(openid, 'ballots.strike', { ...await pileOf(id), ...whom, reason: '丢了' })

describe('printed before the opening', () => {
  test('slips are good once it is open; before, one is told to wait', async () => {
    const id = await draftReview(by(), { groups: slips() })
    const sheet = await printed(id)
    expect([...sheet.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6])
    expect(await call('student', 'ballots.enter', { scene: sheet.get(1)! })).toMatchObject({ state: 'draft', paper: null })
    // Other settings and other groups change nothing of it.
    const { groups, version } = await call(by(), 'reviews.get', { reviewId: id })
    await call(by(), 'reviews.change', { reviewId: id, version, title: '改名', groups: [{ name: '先加的一组', entry: 'room' }, { key: groups[1]!.key, name: '软件2301班', entry: 'slips', entitled: 7 }] })
    await call(by(), 'reviews.open', { reviewId: id })
    for (const scene of sheet.values()) expect((await call('student', 'ballots.enter', { scene })).paper).not.toBeNull()
  })

  test('passwords are good once it is open', async () => {
    const id = await draftReview(by(), { groups: pins })
    const before = await strips(id)
    await call(by(), 'reviews.open', { reviewId: id })
    expect(await strips(id)).toEqual(before)
  })

  test('after a round was declared void its slips and passwords say so, in the draft and once it is open again', async () => {
    const id = await openReview(by(), { groups: slips(3) })
    const [old] = [...(await printed(id)).values()]
    await call(by(), 'reviews.redo', { reviewId: id, reason: '名单有误' })
    expect(await refusal('student', 'ballots.enter', { scene: old! })).toBe('ballotOldRound')
    const [fresh] = [...(await printed(id)).values()]
    expect(await call('student', 'ballots.enter', { scene: fresh! })).toMatchObject({ state: 'draft' })
    await call(by(), 'reviews.open', { reviewId: id })
    expect(await refusal('student', 'ballots.enter', { scene: old! })).toBe('ballotOldRound')
    expect(await refusal('student', 'ballots.enter', { scene: fresh! })).toBeNull()

    const other = await openReview(by(), { groups: pins })
    const [[number, pin]] = [...await strips(other)] as [[string, string]]
    await call(by(), 'reviews.redo', { reviewId: other, reason: '名单有误' })
    await call(by(), 'reviews.open', { reviewId: other })
    const { pass } = await call('student', 'ballots.enter', { scene: `p.${other}.${(await pileOf(other)).group}` })
    expect(await refusal('student', 'ballots.join', { pass: pass!, number, pin })).toBe('ballotOldRound')
    expect(await refusal('student', 'ballots.join', { pass: pass!, number, pin: (await strips(other)).get(number)! })).toBeNull()
  })
})

describe('a sheet of slips', () => {
  test('holds three hundred; each part has its own, and together they are all', async () => {
    const id = await draftReview(by(), { groups: slips(620) })
    const all = [await printed(id), await printed(id, 2), await printed(id, 3)]
    expect(all.map(({ size }) => size)).toEqual([300, 300, 20])
    expect(new Set(all.flatMap(part => [...part.values()])).size).toBe(620)
    expect((await textOf(id, 2)).html).toContain('第2份，共3份')
    // In no order, and a part that there is not is the last.
    expect([...all[0]!.keys()]).not.toEqual([...all[0]!.keys()].sort((a, b) => a - b))
    expect((await printed(id, 9)).size).toBe(20)
  }, 60_000)

  test('asks once more for a picture that did not come, and fails where it does not come again', async () => {
    const id = await draftReview(by(), { groups: slips(4) })
    const [first] = [...(await printed(id)).values()]
    broken.set(first!, 1)
    expect((await printed(id)).size).toBe(4)
    broken.set(first!, 2)
    expect(await refusal(by(), 'ballots.slipSheet', await pileOf(id))).toBe('reviewFileBroken')
  })
})

describe('struck', () => {
  test('a slip by its number: nobody comes in by it, whoever has it; a used one cannot be, and that is all that is said', async () => {
    const id = await openReview(by(), { groups: slips() })
    const sheet = await printed(id)
    const { paper } = await call('student-2', 'ballots.enter', { scene: sheet.get(2)! })
    expect(await strike(id, { slip: 2 })).toBeNull()
    expect(await strike(id, { slip: 2 })).toBeNull()
    expect(await refusal('student-2', 'ballots.enter', { scene: sheet.get(2)! })).toBe('ballotStruck')
    expect(await castRefused('student-2', paper!)).toBe('ballotStruck')
    await castBallot('student-1', (await call('student-1', 'ballots.enter', { scene: sheet.get(1)! })).paper!)
    await expect(call(by(), 'ballots.strike', { ...await pileOf(id), slip: 1, reason: '丢了' })).rejects.toThrow('这张票已经用过，不能划去')
    expect([await strike(id, { slip: 7 }), await strike(id, { number: '20239901' }), await strike(id, {})]).toEqual(['strikeNoSlip', 'reviewNoGroup', 'reviewNoGroup'])
    expect((await call(by(), 'reviews.get', { reviewId: id })).groups[1]!.taken).toBe(1)
  })

  test('a number of a list', async () => {
    const id = await openReview(by(), { groups: pins })
    const pass = async (openid: string) => (await call(openid, 'ballots.enter', { scene: `p.${id}.${(await pileOf(id)).group}` })).pass!
    expect(await strike(id, { number: ' 20239901' })).toBeNull()
    const pin = await strips(id)
    expect(await refusal('student', 'ballots.join', { pass: await pass('student'), number: '20239901', pin: pin.get('20239901')! })).toBe('ballotStruck')
    expect(await refusal('student', 'ballots.join', { pass: await pass('student'), number: '20239902', pin: pin.get('20239902')! })).toBeNull()
    expect(await strike(id, { number: '20239999' })).toBe('strikeNoNumber')
    // A struck number is nobody's vote, and no number is written into the log.
    const { find } = await database()
    const lines = await find('audit', { action: 'ballots.strike' }, { limit: 100 })
    expect(lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(lines)).not.toContain('2023990')
  })

  test('a member: who has a ballot is told by name, who has used it is not', async () => {
    const id = await openReview(by(), { groups: [] })
    const voters = async () => (await call(by(), 'ballots.voters', { kind: 'review', id })).people
    const before = await voters()
    expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining([world.member.name, world.leader.name]))
    await castBallot(world.member.openid, await call(world.member.openid, 'ballots.own', { kind: 'review', id }))
    expect(await voters()).toEqual(before)
    await call(by(), 'ballots.strike', { kind: 'review', id, memberId: world.leader.memberId, reason: '已转出' })
    expect((await voters()).filter(({ struck }) => struck).map(({ name }) => name)).toEqual([world.leader.name])
    expect([await refusal(world.member.openid, 'ballots.voters', { kind: 'review', id }), await refusal(world.otherSecretary.openid, 'ballots.voters', { kind: 'review', id })]).toEqual(['forbidden', 'notFound'])
  })

  test('only while ballots come in', async () => {
    const id = await draftReview(by(), { groups: slips() })
    expect([await strike(id, { slip: 1 }), await refusal(by(), 'ballots.voters', { kind: 'review', id })]).toEqual(['reviewState', 'reviewState'])
    await call(by(), 'reviews.open', { reviewId: id })
    await call(by(), 'reviews.pause', { reviewId: id })
    expect(await strike(id, { slip: 1 })).toBeNull()
    await call(by(), 'reviews.close', { reviewId: id })
    expect(await strike(id, { slip: 2 })).toBe('reviewState')
  })
})
