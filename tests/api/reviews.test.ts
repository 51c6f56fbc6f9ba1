/** 民主评议 from the draft to the published grade: members by their own account, others by slip, list and the room's code. */
import * as XLSX from '@e965/xlsx'
import { call, operationsOf, refusal, setNow, START } from '../support/api'
import { recounted } from '../support/ballots'
import { join, inWorld, proveFactor, type World } from '../support/world'
import type { BallotPaper } from '../../types/contracts/ballots'
import { commitmentsOn, nonceOf, sentBallot } from '../support/sent-ballot'

// Hundreds of codes are made here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(`data:image/png;base64,${Buffer.from(scene).toString('base64')}`) }))

let world: World
inWorld(made => { world = made })

const secretary = () => world.secretary.openid
const minutes = (n: number) => setNow(new Date(START.getTime() + n * 60_000))
let year = 2000

interface Opened { reviewId: string; slips: string[] }
type Groups = NonNullable<Parameters<typeof call<'reviews.change'>>[2]['groups']>
const slipGroup = (entitled = 8): Groups => [{ name: '群众测评', entry: 'slips', entitled }]

/** A review that is open, with these groups of others; `prepare`: what is done with the draft. */
async function opened(groups: Groups = slipGroup(), prepare?: (reviewId: string) => Promise<unknown>): Promise<Opened> {
  const { reviewId } = await call(secretary(), 'reviews.create', { year: ++year, title: `${year}年度民主评议` })
  await call(secretary(), 'reviews.change', { reviewId, version: 1, groups })
  await prepare?.(reviewId)
  await call(secretary(), 'reviews.open', { reviewId })
  const slips = groups[0]?.entry === 'slips' ? (await Promise.all([0, 6].map(from => call(secretary(), 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from })))).flatMap(({ slips: some }) => some).map(({ scene }) => scene) : []
  return { reviewId, slips }
}
const all = (paper: BallotPaper, choice: string) => paper.questions.map(({ key }) => ({ key, choice }))
const cast = (openid: string, paper: BallotPaper, choice = 'good') => call(openid, 'ballots.cast', sentBallot(paper, all(paper, choice)))
const bySlip = async (openid: string, scene: string) => (await call(openid, 'ballots.enter', { scene })).paper!
const roomScene = async (reviewId: string, group = 'a') => (await call(secretary(), 'ballots.roomCode', { kind: 'review', id: reviewId, group })).scene

describe('a whole review', () => {
  test('from the roster to each member\'s own grade', async () => {
    const { reviewId, slips } = await opened(slipGroup(), id => call(world.member.openid, 'reviews.writeSummary', { reviewId: id, text: '一年来按时参加学习。' }))
    const seen = await call(world.member.openid, 'reviews.get', { reviewId })
    expect(seen).toMatchObject({ state: 'open', mine: { entitled: true, taken: false, reviewed: true, summary: '一年来按时参加学习。' }, can: { vote: true, close: false } })
    expect(seen.people.find(({ memberId }) => memberId === world.probationary.memberId)).toMatchObject({ graded: false })

    // A member, a probationary member, and five students.
    for (const voter of [world.member, world.probationary]) await cast(voter.openid, await call(voter.openid, 'ballots.own', { kind: 'review', id: reviewId }), 'excellent')
    for (const [n, scene] of slips.slice(0, 5).entries()) await cast(`student-${n}`, await bySlip(`student-${n}`, scene), 'good')
    expect((await call(world.member.openid, 'reviews.get', { reviewId })).mine).toMatchObject({ taken: true })
    expect((await call(secretary(), 'reviews.get', { reviewId })).groups.map(({ taken }) => taken)).toEqual([2, 5])

    await call(secretary(), 'reviews.close', { reviewId })
    const result = await call(secretary(), 'reviews.result', { reviewId })
    const one = result.people.find(({ memberId }) => memberId === world.member.memberId)!
    // Two ballots of members are too few to be shown apart; five of students are not.
    expect(result.choices.map(({ label }) => label)).toEqual(['优秀', '合格', '基本合格', '不合格', '不了解', '弃权'])
    expect(one.groups).toEqual([{ group: 'members', counts: null, variance: null }, { group: 'a', counts: [0, 5, 0, 0, 0, 0], variance: 0 }])
    // The sum of both, less what is shown of one, would be the two.
    expect(one).toMatchObject({ total: { ballots: 7, counts: null }, leading: 'good', score: null })
    await recounted(secretary(), reviewId)
    expect(await call('student-0', 'ballots.enter', { scene: slips[0]! })).toMatchObject({ state: 'closed', taken: 5, paper: null, decidedOn: null })

    const graded = result.people.filter(person => person.graded)
    expect(await refusal(secretary(), 'reviews.publish', { reviewId })).toBe('reviewGradesMissing')
    expect(await refusal(secretary(), 'reviews.grade', { reviewId, memberId: graded[0]!.memberId, grade: 'excellent' })).toBe('reviewGradeReason')
    expect(result.excellentAtMost).toBe(Math.max(1, Math.floor(graded.length / 3)))
    for (const { memberId } of graded.slice(0, result.excellentAtMost)) await call(secretary(), 'reviews.grade', { reviewId, memberId, grade: 'excellent', reason: '支委会研究' })
    expect(await refusal(secretary(), 'reviews.grade', { reviewId, memberId: world.probationary.memberId, grade: 'good' })).toBe('reviewNotGraded')
    for (const { memberId } of graded.slice(result.excellentAtMost)) await call(secretary(), 'reviews.grade', { reviewId, memberId, grade: 'good' })
    expect((await call(world.member.openid, 'reviews.get', { reviewId })).mine.grade).toBeNull()
    await call(secretary(), 'reviews.publish', { reviewId })
    expect((await call(world.member.openid, 'reviews.get', { reviewId })).mine.grade).not.toBeNull()
    const { link } = await call(secretary(), 'reviews.summarySheet', { reviewId })
    const book = XLSX.read(Buffer.from(await (await fetch(link)).arrayBuffer()))
    const rows = XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '' })
    expect(rows.find(row => row[1] === world.member.name)).toEqual(expect.arrayContaining([5, expect.stringMatching(/^(优秀|合格)$/)]))
    expect(rows.find(row => row[1] === world.probationary.name)).toEqual(expect.arrayContaining(['不定等次', '预备党员']))
    expect(await call('student-7', 'ballots.enter', { scene: slips[7]! })).toMatchObject({ state: 'published', taken: 5, decidedOn: '2026-11-20' })
  })

  test('the phone finds its ballot in the published list by itself, and no list is there before', async () => {
    const { reviewId, slips } = await opened()
    const paper = await bySlip('student-a', slips[0]!)
    await cast('student-a', paper, 'fair')
    expect(await refusal('student-a', 'ballots.commitments', { box: paper.boxId })).toBe('notFound')
    await call(secretary(), 'reviews.close', { reviewId })
    const mine = commitmentsOn(paper, all(paper, 'fair'))
    expect(new Set(mine).size).toBe(paper.questions.length)
    expect(await call('student-a', 'ballots.commitments', { box: paper.boxId })).toMatchObject({ ballots: 1, taken: 1, next: null, rows: paper.questions.map(({ key }, n) => ({ key, commitments: [mine[n]] })) })
  })
})

describe('coming in', () => {
  test('a slip is one ballot, whoever holds it, and how often it is sent', async () => {
    const { slips } = await opened()
    const [first, second] = [await bySlip('student-1', slips[0]!), await bySlip('student-2', slips[0]!)]
    await cast('student-1', first)
    // The phone died between sending and the answer: the same again changes nothing; who comes second with the slip is told.
    await cast('student-1', first)
    await expect(cast('student-2', second, 'poor')).rejects.toThrow('ballotUsed')
    expect(await refusal('student-1', 'ballots.enter', { scene: slips[0]! })).toBe('ballotUsed')
  })

  test('a slip of another group, of another round, altered by one sign', async () => {
    const { reviewId, slips } = await opened([...slipGroup(), { name: '二班', entry: 'slips', entitled: 3 }])
    const last = slips[0]!.at(-1) === '2' ? '3' : '2'
    expect(await refusal('stranger-1', 'ballots.enter', { scene: slips[0]!.slice(0, -1) + last })).toBe('ballotCodeWrong')
    expect(await refusal('stranger-1', 'ballots.enter', { scene: slips[0]!.replace('.a', '.b') })).toBe('ballotCodeWrong')
    await call(secretary(), 'reviews.redo', { reviewId, reason: '名单有误' })
    await call(secretary(), 'reviews.open', { reviewId })
    expect(await refusal('stranger-1', 'ballots.enter', { scene: slips[0]! })).toBe('ballotOldRound')
  })

  test('wrong codes in a row are stopped, and the right one waits with them', async () => {
    const { slips } = await opened()
    const answers = []
    for (let n = 0; n < 12; n++) answers.push(await refusal('guesser', 'ballots.enter', { scene: `${slips[0]!.slice(0, -3)}22${n % 8 + 2}` }))
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'ballotCodeWrong'))
    expect(answers.slice(10)).toEqual(['tooManyTries', 'tooManyTries'])
    expect(await refusal('guesser', 'ballots.enter', { scene: slips[1]! })).toBe('tooManyTries')
    await minutes(16)
    expect(await refusal('guesser', 'ballots.enter', { scene: slips[1]! })).toBeNull()
  })

  test.each([[3, null], [3.6, 'ballotCodeWrong']] as const)('a code of the screen after %d minutes', async (after, outcome) => {
    const { reviewId } = await opened([{ name: '二班', entry: 'room', entitled: 3 }])
    const scene = await roomScene(reviewId)
    await minutes(after)
    expect(await refusal('student-3', 'ballots.enter', { scene })).toBe(outcome)
  })

  test('not more ballots than people counted present, and one from one account', async () => {
    const { reviewId } = await opened([{ name: '二班', entry: 'room', entitled: 2 }])
    const scene = await roomScene(reviewId)
    const papers = []
    for (const openid of ['r-1', 'r-2', 'r-3']) papers.push((await call(openid, 'ballots.enter', { scene })).paper!)
    await cast('r-1', papers[0]!)
    expect(await refusal('r-1', 'ballots.enter', { scene })).toBe('ballotUsed')
    await cast('r-2', papers[1]!)
    expect(await refusal('r-3', 'ballots.cast', sentBallot(papers[2]!, []))).toBe('ballotFull')
  })

  test('a number that stands in the list, once; what is typed otherwise is the same', async () => {
    const { reviewId } = await opened([{ name: '二班', entry: 'list', list: '学号\t姓名\n20239901\t张三\n20239902\t李四' }])
    const enter = async (openid: string) => (await call(openid, 'ballots.enter', { scene: await roomScene(reviewId) })).pass!
    expect(await refusal('l-1', 'ballots.join', { pass: await enter('l-1'), number: '20239903' })).toBe('ballotNotEntitled')
    const paper = await call('l-1', 'ballots.join', { pass: await enter('l-1'), number: '２０２３９９０１ ' })
    await cast('l-1', paper)
    expect(await refusal('l-2', 'ballots.join', { pass: await enter('l-2'), number: '20239901' })).toBe('ballotUsed')
    expect(await refusal('l-2', 'ballots.cast', { ...sentBallot(paper, []), ticket: await enter('l-2') })).toBe('ballotTicketOver')
  })

  test.each([['20239901\n20239901', 'reviewListTwice'], ['姓名', 'reviewListEmpty']] as const)('a list %j', async (list, outcome) => {
    const { reviewId } = await call(secretary(), 'reviews.create', { year: ++year, title: `${year}` })
    expect(await refusal(secretary(), 'reviews.change', { reviewId, version: 1, groups: [{ name: '二班', entry: 'list', list }] })).toBe(outcome)
  })

  test.each([[15, null], [15.1, 'ballotTicketOver']] as const)('a ticket after %d minutes', async (after, outcome) => {
    const { slips } = await opened()
    const paper = await bySlip('student-4', slips[0]!)
    await minutes(after)
    expect(await refusal('student-4', 'ballots.cast', sentBallot(paper, []))).toBe(outcome)
  })

  test('somebody who came after the opening, or was struck, is told at the start; a ballot that is in stays', async () => {
    const { reviewId } = await opened()
    const late = await join(world.founder.openid, world.branchId, `后来${year}`, `openid-late-${year}`)
    expect(await refusal(late.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotNotEntitled')
    await cast(world.member.openid, await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId }))
    expect(await refusal(secretary(), 'ballots.strike', { kind: 'review', id: reviewId, memberId: world.member.memberId, reason: '不在场' })).toBe('strikeUsed')
    await call(secretary(), 'ballots.strike', { kind: 'review', id: reviewId, memberId: world.leader.memberId, reason: '已转出' })
    expect(await refusal(world.leader.openid, 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotStruck')
  })
})

describe('a ballot', () => {
  type Sent = ReturnType<typeof sentBallot>
  const altered = (text: string) => (text.endsWith('a') ? `${text.slice(0, -1)}b` : `${text.slice(0, -1)}a`)
  test.each<[string, (sent: Sent) => Sent, string | null]>([
    ['nothing chosen', sent => sent, null],
    ['a row too few', sent => ({ ...sent, ballot: sent.ballot.slice(1) }), 'ballotWrong'],
    ['a row too many', sent => ({ ...sent, ballot: `${sent.ballot}0` }), 'ballotWrong'],
    ['a grade that there is not', sent => ({ ...sent, ballot: sent.ballot.replace(/^./, 'z') }), 'ballotWrong'],
    ['somebody written in where nobody may be', sent => ({ ...sent, ballot: `${sent.ballot}|[!某!]`.replace('某', '~u67d0') }), 'ballotWrong'],
    ['commitments to something else', sent => ({ ...sent, ballot: sent.ballot.replace(/^./, '0') }), 'ballotWrong'],
    ['commitments under another nonce', sent => ({ ...sent, receipt: { ...sent.receipt!, nonce: nonceOf('other') } }), 'ballotWrong'],
    ['commitments that were altered', sent => ({ ...sent, receipt: { ...sent.receipt!, check: altered(sent.receipt!.check) } }), 'ballotWrong'],
    ['no commitments', ({ receipt: _receipt, ...sent }) => sent, 'ballotWrong'],
    ['a nonce of another length', sent => ({ ...sent, receipt: { ...sent.receipt!, nonce: 'short' } }), 'badInput'],
  ])('%s', async (_name, made, outcome) => {
    const { slips } = await opened()
    const paper = await bySlip('student-5', slips[0]!)
    expect(await refusal('student-5', 'ballots.cast', made(sentBallot(paper, [])))).toBe(outcome)
    // What is refused has put nothing in: the slip is good for a ballot.
    if (outcome) await cast('student-5', paper)
    expect(await refusal('student-5', 'ballots.enter', { scene: slips[0]! })).toBe('ballotUsed')
  })

  test('a class rates only its own', async () => {
    const { reviewId } = await opened([{ name: '二班', entry: 'slips', entitled: 2, memberIds: [world.member.memberId] }])
    const { slips } = await call(secretary(), 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })
    expect((await bySlip('student-6', slips[0]!.scene)).questions.map(({ key }) => key)).toEqual([world.member.memberId])
  })

  test('a forged or altered ticket, and one after the end', async () => {
    const { reviewId, slips } = await opened()
    const paper = await bySlip('student-7', slips[0]!)
    const forged = [paper.ticket.slice(0, -2) + (paper.ticket.endsWith('AA') ? 'BB' : 'AA'), 'k1.AAAA', 'nothing']
    for (const ticket of forged) expect(await refusal('student-7', 'ballots.cast', { ...sentBallot(paper, []), ticket })).toBe('ballotTicketOver')
    await call(secretary(), 'reviews.pause', { reviewId })
    expect(await refusal('student-7', 'ballots.cast', sentBallot(paper, []))).toBe('ballotPaused')
    await call(secretary(), 'reviews.resume', { reviewId })
    await call(secretary(), 'reviews.close', { reviewId })
    expect(await refusal('student-7', 'ballots.cast', sentBallot(paper, []))).toBe('ballotClosed')
  })

  test('costs eight operations, and leaves no audit line, no account and no time', async () => {
    const { slips } = await opened()
    const { count, db } = await import('../../cloudfunctions/platform/database')
    const before = await count('audit', {})
    const paper = await bySlip('student-8', slips[0]!)
    expect(await operationsOf(() => cast('student-8', paper))).toBeLessThanOrEqual(8)
    expect(await count('audit', {})).toBe(before)
    const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
    for (const name of ['turnouts', 'ballot_slots', 'ballot_boxes', 'ballot_entitlements', 'throttles']) {
      const text = JSON.stringify((await db.collection(name).where({}).limit(1000).get()).data)
      expect(text).not.toContain(accountIdOf('student-8'))
      expect(text).not.toContain('student-8')
    }
  })
})

describe('slips on paper', () => {
  test('a sheet has every slip once, in no order, and is gone after a day', async () => {
    const { reviewId, slips } = await opened()
    const sheet = await call(secretary(), 'ballots.slipSheet', { kind: 'review', id: reviewId, group: 'a' })
    const html = await (await fetch(sheet.link)).text()
    const images = (await Promise.all([0, 6].map(from => call(secretary(), 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from })))).flatMap(page => page.slips.map(({ image }) => image!))
    expect(slips).toHaveLength(8)
    expect(images.map(image => html.split(image.replace(/[&<>"']/g, '')).length - 1)).toEqual(images.map(() => 1))
    const { clearBallotFiles } = await import('../../cloudfunctions/modules/ballots/clear')
    await clearBallotFiles(new Date(START.getTime() + 23 * 3_600_000))
    expect((await fetch(sheet.link)).ok).toBe(true)
    await clearBallotFiles(new Date(START.getTime() + 25 * 3_600_000))
    expect((await fetch(sheet.link)).ok).toBe(false)
  })
  test('other groups have none', async () => {
    const { reviewId } = await opened([{ name: '二班', entry: 'room', entitled: 2 }])
    expect(await refusal(secretary(), 'ballots.slipSheet', { kind: 'review', id: reviewId, group: 'a' })).toBe('reviewNoGroup')
  })
})

describe('leading', () => {
  test('repeated openings and closings change nothing', async () => {
    const { reviewId, slips } = await opened()
    expect(await call(secretary(), 'reviews.open', { reviewId })).toEqual({ state: 'open' })
    await cast('student-9', await bySlip('student-9', slips[0]!))
    expect(await Promise.all([1, 2, 3].map(() => call(secretary(), 'reviews.close', { reviewId })))).toEqual([{ state: 'closed' }, { state: 'closed' }, { state: 'closed' }])
    expect((await call(secretary(), 'reviews.result', { reviewId })).fingerprint[1]).toMatchObject({ ballots: 1 })
  })

  test('what is declared void is voted on again, by everybody', async () => {
    const { reviewId } = await opened()
    await cast(world.member.openid, await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId }), 'poor')
    await call(secretary(), 'reviews.close', { reviewId })
    await call(secretary(), 'reviews.redo', { reviewId, reason: '到场人数不够' })
    await call(secretary(), 'reviews.open', { reviewId })
    await cast(world.member.openid, await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId }))
    await call(secretary(), 'reviews.close', { reviewId })
    expect((await call(secretary(), 'reviews.result', { reviewId })).fingerprint[0]).toMatchObject({ ballots: 1 })
  })

  test('two officers change it at once: the later sees the conflict; a year has one review', async () => {
    const { reviewId } = await call(secretary(), 'reviews.create', { year: ++year, title: '甲' })
    expect(await call(secretary(), 'reviews.create', { year, title: '甲' })).toEqual({ reviewId })
    expect(await refusal(secretary(), 'reviews.create', { year, title: '乙' })).toBe('reviewExists')
    await call(secretary(), 'reviews.change', { reviewId, version: 1, title: '丙' })
    expect(await refusal(world.officer.openid, 'reviews.change', { reviewId, version: 1, title: '丁' })).toBe('conflict')
    expect(await refusal(secretary(), 'reviews.open', { reviewId })).toBeNull()
    expect(await refusal(secretary(), 'reviews.change', { reviewId, version: 2, title: '戊' })).toBe('reviewState')
  })

  test('nobody may be voting who is not counted: a group without people is not opened', async () => {
    const { reviewId } = await call(secretary(), 'reviews.create', { year: ++year, title: '甲' })
    await call(secretary(), 'reviews.change', { reviewId, version: 1, groups: slipGroup(0) })
    expect(await refusal(secretary(), 'reviews.open', { reviewId })).toBe('reviewNoVoters')
  })

  test('another branch knows nothing of it', async () => {
    const { reviewId } = await opened()
    for (const action of ['reviews.get', 'ballots.own', 'reviews.close', 'reviews.result'] as const) {
      if (action !== 'ballots.own' && action !== 'reviews.get') await proveFactor(world.otherSecretary.openid).catch(() => undefined)
      expect(await refusal(world.otherSecretary.openid, action, action === 'ballots.own' ? { kind: 'review', id: reviewId } as never : { reviewId })).toBe('notFound')
    }
  })
})
