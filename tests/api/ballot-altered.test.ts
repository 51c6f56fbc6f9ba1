/**
 * An administrator who writes into the box before it is closed: a ballot that was altered is found by who counts again or by
 * the voter's own phone, one that was added by the number of those who took part. And who may count again: those who lead,
 * those who count, and those who oversee the branch from above.
 */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { commitmentsTo, MARK } from '../../types/ballots'
import type { BallotPaper } from '../../types/contracts/ballots'
import { foundText } from '../../src/pages/ballots/vote/found'
import { call, refusal, startApi, stopApi } from '../support/api'
import { database } from '../support/ballots'
import { openReview, sameForAll, slipsOf } from '../support/reviews'
import { commitmentsOn, hashed, nonceOf, sentBallot } from '../support/sent-ballot'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

const VOTERS = 6
interface Voted { reviewId: string; box: string; papers: BallotPaper[] }
const phone = (box: string, n: number) => nonceOf(`${box} ${n}`)

/** Six students vote, each that everybody is good. */
async function voted(): Promise<Voted> {
  const reviewId = await openReview(world.secretary.openid, { groups: [{ name: '学生', entry: 'slips', entitled: 9 }] })
  const papers: BallotPaper[] = []
  for (const [n, scene] of (await slipsOf(world.secretary.openid, reviewId, VOTERS)).entries()) {
    const paper = (await call(`student-${n}`, 'ballots.enter', { scene })).paper!
    await call(`student-${n}`, 'ballots.cast', sentBallot(paper, sameForAll(paper, 'good'), [], phone(paper.boxId, n)))
    papers.push(paper)
  }
  return { reviewId, box: papers[0]!.boxId, papers }
}

const slotsIn = async (box: string, state: 'cast' | 'free') => (await database()).find('ballot_slots', { boxId: box, state }, { limit: 20 })
async function write(id: string, update: Record<string, unknown>): Promise<void> {
  const { change } = await database()
  await change('ballot_slots', { _id: id }, update)
}

/** What the recount says, what the program that anybody can run says of the export, and what the phone of each voter says. */
async function looked({ reviewId, box, papers }: Voted): Promise<{ recount: unknown; program: { status: number | null; said: string }; phones: string[] }> {
  const { openid } = world.secretary
  await call(openid, 'reviews.close', { reviewId })
  const pile = { kind: 'review' as const, id: reviewId, group: 'a' }
  const { fingerprint, ballots, taken, rows } = await call('anybody', 'ballots.commitments', { box })
  const file = join(tmpdir(), `${randomUUID()}.json`)
  writeFileSync(file, await (await fetch((await call(openid, 'ballots.scrutiny', pile)).link)).text())
  const { status, stdout } = spawnSync(process.execPath, [resolve(__dirname, '../../config/recount.mjs'), file, fingerprint], { encoding: 'utf8' })
  rmSync(file)
  const published = [{ boxId: box, ballots, taken, rows: rows.map(({ commitments }) => commitments) }]
  const phones = papers.map((paper, n) => foundText([{ boxId: box, commitments: commitmentsOn(paper, sameForAll(paper, 'good'), phone(box, n)), arrived: true }], published))
  return { recount: await call(openid, 'ballots.recount', pile), program: { status, said: stdout }, phones }
}
const FOUND = '您的票在票箱里，每一项都和交的时候一样。这个票箱一共6张票，领票的也是6人。'

test('nobody has written anything: everybody finds the own ballot, and it all opens', async () => {
  const { recount, program, phones } = await looked(await voted())
  expect(recount).toEqual({ same: true, ballots: VOTERS, taken: VOTERS, altered: 0 })
  expect([program.status, program.said.includes('每个选择都对得上一个公布的凭据'), program.said.includes('与公布的指纹一致')]).toEqual([0, true, true])
  expect(phones).toEqual(Array.from({ length: VOTERS }, () => FOUND))
})

test('a row that was altered while its commitment stands: who counts again sees that it does not open', async () => {
  const votes = await voted()
  const [slot] = await slotsIn(votes.box, 'cast')
  await write(slot!._id, { content: `3${slot!.content.slice(1)}` })
  const { recount, program } = await looked(votes)
  // The hash was made of what lay in the box: it alone says nothing.
  expect(recount).toEqual({ same: true, ballots: VOTERS, taken: VOTERS, altered: 1 })
  expect([program.status, program.said.includes('有1个选择和交票时的凭据对不上')]).toEqual([1, true])
})

test('a row that was altered with its commitment: everything opens, and the phone of the voter misses its own', async () => {
  const votes = await voted()
  const [slot] = await slotsIn(votes.box, 'cast')
  const { asked } = (await (await database()).read('ballot_boxes', votes.box))!
  const content = `3${slot!.content.slice(1)}`
  const commitments = commitmentsTo(votes.box, asked.questions, [...content].map(sign => asked.choices[Number(sign)]!), slot!.nonce, hashed)
  await write(slot!._id, { content, commitments: commitments.join('') })
  const { recount, program, phones } = await looked(votes)
  expect([recount, program.status]).toEqual([{ same: true, ballots: VOTERS, taken: VOTERS, altered: 0 }, 0])
  expect(phones.filter(said => said === '您的票有1项和交的时候不一样了，请告诉上级党组织或监票人。')).toHaveLength(1)
  expect(phones.filter(said => said === FOUND)).toHaveLength(VOTERS - 1)
})

test('a ballot that was exchanged for another one: its phone finds none', async () => {
  const votes = await voted()
  const [slot] = await slotsIn(votes.box, 'cast')
  const { asked } = (await (await database()).read('ballot_boxes', votes.box))!
  await write(slot!._id, { nonce: nonceOf('of the administrator'), commitments: commitmentsTo(votes.box, asked.questions, asked.questions.map(() => 'good'), nonceOf('of the administrator'), hashed).join('') })
  const { program, phones } = await looked(votes)
  expect([program.status, phones.filter(said => said === '名单里没有找到您的票，请告诉上级党组织或监票人。').length]).toEqual([0, 1])
})

test('a ballot that was added: there are more than have taken part, wherever one looks', async () => {
  const votes = await voted()
  const [[slot], [free]] = [await slotsIn(votes.box, 'cast'), await slotsIn(votes.box, 'free')]
  await write(free!._id, { state: 'cast', content: slot!.content, nonce: slot!.nonce, commitments: slot!.commitments })
  const { recount, program, phones } = await looked(votes)
  expect(recount).toMatchObject({ ballots: VOTERS + 1, taken: VOTERS })
  expect([program.status, program.said.includes('票数和领票人数不一样')]).toEqual([1, true])
  expect(new Set(phones)).toEqual(new Set(['您的票和交的时候一样，但这个票箱里有7张票，领票的有6人，对不上，请告诉上级党组织或监票人。']))
})

test('a ballot that was taken out', async () => {
  const votes = await voted()
  const [slot] = await slotsIn(votes.box, 'cast')
  await write(slot!._id, { state: 'void' })
  const { recount, program, phones } = await looked(votes)
  expect([(recount as { ballots: number }).ballots, program.status, phones.filter(said => said.includes('没有找到您的票')).length]).toEqual([VOTERS - 1, 1, 1])
})

test('after closing, whatever is altered is not what the published hash was made of', async () => {
  const votes = await voted()
  await call(world.secretary.openid, 'reviews.close', { reviewId: votes.reviewId })
  const [slot] = await slotsIn(votes.box, 'cast')
  await write(slot!._id, { nonce: nonceOf('later') })
  expect(await call(world.secretary.openid, 'ballots.recount', { kind: 'review', id: votes.reviewId, group: 'a' })).toMatchObject({ same: false })
})

test('the lists say nothing of which rows stood on one ballot', async () => {
  const votes = await voted()
  await call(world.secretary.openid, 'reviews.close', { reviewId: votes.reviewId })
  const { rows } = await call('anybody', 'ballots.commitments', { box: votes.box })
  for (const { commitments } of rows) expect(commitments).toEqual([...commitments].sort())
  const ranks = votes.papers.map((paper, n) => commitmentsOn(paper, sameForAll(paper, 'good'), phone(votes.box, n)).map((own, i) => rows[i]!.commitments.indexOf(own)))
  expect(ranks.every(own => own.length === rows.length && own.every(rank => rank >= 0))).toBe(true)
  expect(ranks.some(own => new Set(own).size > 1)).toBe(true)
  expect(rows.every(({ commitments }) => commitments.every(one => one.length === MARK))).toBe(true)
})

describe('who counts again', () => {
  test('those who lead, those named to count it, and who oversees the branch from above; nobody else', async () => {
    const reviewId = await openReview(world.secretary.openid, { groups: [{ name: '学生', entry: 'slips', entitled: 9 }] })
    await call(world.secretary.openid, 'ballots.setCounters', { kind: 'review', id: reviewId, memberIds: [world.member.memberId, world.officer.memberId] })
    for (const [n, scene] of (await slipsOf(world.secretary.openid, reviewId, VOTERS)).entries()) {
      const paper = (await call(`again-${n}`, 'ballots.enter', { scene })).paper!
      await call(`again-${n}`, 'ballots.cast', sentBallot(paper, sameForAll(paper, 'good'), [], nonceOf(n)))
    }
    const pile = { kind: 'review' as const, id: reviewId, group: 'a' }
    const { member, leader, founder, otherMember, otherSecretary } = world
    for (const { openid } of [member, leader, founder, otherSecretary]) await proveFactor(openid)
    const told = async (openid: string) => [await refusal(openid, 'ballots.recount', pile), await refusal(openid, 'ballots.scrutiny', pile), await refusal(openid, 'ballots.sealed', pile)]
    // Not before the end, not even for those who count.
    expect(await told(member.openid)).toEqual(['reviewState', 'reviewState', 'reviewState'])
    expect([(await call(member.openid, 'reviews.get', { reviewId })).can.check, (await call(member.openid, 'reviews.get', { reviewId })).fingerprints]).toEqual([false, []])
    await call(world.secretary.openid, 'reviews.close', { reviewId })
    for (const { openid } of [world.secretary, member, founder]) expect(await told(openid)).toEqual([null, null, null])
    expect(await told(leader.openid)).toEqual(['notScrutineer', 'notScrutineer', 'notScrutineer'])
    // The page offers it to the same people, and tells everybody the hash of each box.
    const seen = async (openid: string) => call(openid, 'reviews.get', { reviewId })
    expect([(await seen(world.secretary.openid)).can.check, (await seen(member.openid)).can.check, (await seen(leader.openid)).can.check]).toEqual([true, true, false])
    const hashOf = async (group: string) => (await call('anybody', 'ballots.commitments', { box: `${reviewId}-1-${group}` })).fingerprint
    expect((await seen(leader.openid)).fingerprints).toEqual([{ name: '党员互评', fingerprint: await hashOf('members') }, { name: '学生', fingerprint: await hashOf('a') }])
    expect((await call(member.openid, 'ballots.counting', { ...pile, group: 'members' })).can).toMatchObject({ count: false, check: true })
    expect(await told(otherSecretary.openid)).toEqual(['notFound', 'notFound', 'notFound'])
    // What is given out one by one asks for the second factor of them all.
    expect(['secondFactorNeeded', 'secondFactorNotSet']).toContain(await refusal(otherMember.openid, 'ballots.scrutiny', pile))
  })
})
