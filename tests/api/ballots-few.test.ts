/** A few papers beside phones, or a few written opinions beside papers: what is told of the whole does not leave them over. */
import { createHash } from 'node:crypto'
import { call, refusal, startApi, stopApi } from '../support/api'
import { attend, castBy, countBy, draftOf, fillHall, pileOf, prospect } from '../support/votes'
import { consent } from '../support/held-elections'
import { sentBallot } from '../support/sent-ballot'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
let hall: string[]
/** Members who can vote on phones besides the four of the world. */
let more: Person[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.officer]) await proveFactor(openid)
  more = []
  for (const n of [1, 2, 3, 4, 5, 6]) more.push(await join(world.founder.openid, world.branchId, `党员${'甲乙丙丁戊己'[n - 1]!}`, `more-${n}`))
  hall = await fillHall(world, 5)
}, 60_000)
afterAll(stopApi)

const by = () => world.secretary.openid
const phones = () => [world.secretary, world.officer, world.leader, world.member, ...more]
const sheets = (voteId: string) => Promise.all((['scrutiny', 'sealed'] as const).map(of => refusal(by(), `ballots.${of}`, { kind: 'vote', id: voteId, group: 'members' })))

const recordText = async (voteId: string): Promise<string> => (await fetch((await call(by(), 'votes.record', { voteId })).link)).text()

/** So many vote on phones, the others of those present have papers by name. */
async function held(onPhones: number, papers: number): Promise<string> {
  const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'phone', consent })
  const [voting, taking] = [phones().slice(0, onPhones), [world.unbound, ...phones().slice(onPhones)].slice(0, papers)]
  await attend(by(), voteId, [...voting, ...taking].map(({ memberId }) => memberId))
  await call(by(), 'votes.open', { voteId })
  for (const { memberId } of taking) await call(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId })
  for (const { openid } of voting) await castBy(openid, voteId, 'inFavour')
  if (papers > 0) await countBy([by(), world.officer.openid], voteId, 'members', pileOf('matter', papers))
  await call(by(), 'votes.close', { voteId })
  // Before anything is published everybody is told the hash; who leads may count again.
  const closed = await Promise.all([by(), world.probationary.openid].map(openid => call(openid, 'votes.get', { voteId })))
  expect(closed.map(({ can, fingerprint }) => [can.check, /^[0-9a-f]{64}$/.test(fingerprint)])).toEqual([[true, true], [false, true]])
  await call(by(), 'votes.publish', { voteId })
  expect(await recordText(voteId)).toContain(closed[0]!.fingerprint)
  return voteId
}

/** The hash over a group's choices, as somebody would try it. */
const hashOf = (inFavour: number, all: number): string => createHash('sha256').update([`members\t#\t${all}`, ...Array.from({ length: all }, (_none, n) => `members\tmatter\t${n < inFavour ? 'inFavour' : 'against'}`)].sort().map(line => `${line}\n`).join('')).digest('hex')

// More than half of eleven are there.
test.each<[number, number, boolean, (string | null)[]]>([
  [6, 0, true, [null, null]], [5, 1, false, ['reviewFewOnPaper', 'reviewFewOnPaper']], [5, 4, false, ['reviewFewOnPaper', 'reviewFewOnPaper']], [5, 5, true, [null, null]], [4, 5, false, ['reviewFew', 'reviewFew']],
])('of %i on phones and %i on paper the phones are told apart: %s', async (onPhones, papers, told, refused) => {
  const voteId = await held(onPhones, papers)
  const seen = await call(world.probationary.openid, 'votes.get', { voteId })
  // What is decided by ballot is told in full; which of it came on phones only where neither part is small.
  expect(seen.outcomes).toMatchObject([{ inFavour: onPhones + papers }])
  // The hash is known, and tells nothing: without its salt, which the list alone gives out, nobody can try what it stands for.
  for (let inFavour = 0; inFavour <= onPhones; inFavour++) expect(seen.fingerprint).not.toBe(hashOf(inFavour, onPhones))
  expect(refused.every(code => code === null)).toBe(told)
  expect(await sheets(voteId)).toEqual(refused)
})

test('who leads and has not counted the papers beside phones is told how many they are, and nothing of them', async () => {
  const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'phone', consent })
  await attend(by(), voteId, [world.unbound, ...phones().slice(0, 6)].map(({ memberId }) => memberId))
  await call(by(), 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: [world.leader.memberId, world.member.memberId] })
  await call(by(), 'votes.open', { voteId })
  await call(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId: world.unbound.memberId })
  await countBy([world.leader.openid, world.member.openid], voteId, 'members', pileOf('matter', 0, 1))
  const told = async (openid: string) => (await call(openid, 'ballots.counting', { kind: 'vote', id: voteId, group: 'members' })).agreed!
  expect([await told(by()), await told(world.officer.openid)]).toEqual(Array.from({ length: 2 }, () => ({ issued: 1, returned: 1, invalid: 0, answers: {}, others: {} })))
  expect((await told(world.leader.openid)).answers).toMatchObject({ matter: { against: 1 } })
})

test.each<[string, number, number, boolean]>([['nobody', 0, 6, false], ['one', 1, 6, true]])('before the opening who leads is warned: %s would be on paper', async (_name, unbound, bound, warned) => {
  const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'phone', consent })
  await attend(by(), voteId, [...(unbound ? [world.unbound] : []), ...phones().slice(0, bound)].map(({ memberId }) => memberId))
  const { warnings } = await call(by(), 'votes.get', { voteId })
  expect(warnings.some(line => line.includes('全部用纸质票'))).toBe(warned)
  expect((await call(world.member.openid, 'votes.get', { voteId })).warnings).toEqual([])
})

test.each<[number, (string | null)[]]>([
  [1, ['reviewFewOnPaper', 'reviewFewOnPaper']], [4, ['reviewFewOnPaper', 'reviewFewOnPaper']], [5, [null, null]], [0, [null, null]],
])('beside six on phones %i absent people have written: the list of the phones does not leave them over', async (written, refused) => {
  const voteId = await draftOf(by(), world.branchId, 'admission', { manner: 'phone', consent, written: true })
  await attend(by(), voteId, phones().slice(0, 6).map(({ memberId }) => memberId))
  await call(by(), 'votes.open', { voteId })
  const { key } = (await call(by(), 'votes.get', { voteId })).subjects[0]!
  for (const { openid } of phones().slice(0, 6)) await castBy(openid, voteId, 'inFavour')
  await countBy([by(), world.officer.openid], voteId, 'written', pileOf(key, 0, written))
  await call(by(), 'votes.close', { voteId })
  await call(by(), 'votes.publish', { voteId })
  expect((await call(world.probationary.openid, 'votes.get', { voteId })).outcomes).toMatchObject([{ inFavour: 6, against: written }])
  expect(await sheets(voteId)).toEqual(refused)
})

test('what one absent person has written is told to who leads, and to nobody else', async () => {
  const voteId = await draftOf(by(), world.branchId, 'admission', { written: true })
  await attend(by(), voteId, hall.slice(0, 5).concat(more.slice(0, 5).map(({ memberId }) => memberId)))
  await call(by(), 'votes.open', { voteId })
  const { key } = (await call(by(), 'votes.get', { voteId })).subjects[0]!
  await countBy([by(), world.officer.openid], voteId, 'members', pileOf(key, 10))
  await countBy([by(), world.officer.openid], voteId, 'written', pileOf(key, 0, 1))
  await call(by(), 'votes.close', { voteId })
  await call(by(), 'votes.publish', { voteId })
  const outcome = async (openid: string) => (await call(openid, 'votes.get', { voteId })).outcomes![0]
  expect(await outcome(world.probationary.openid)).toMatchObject({ inFavour: 10, against: 1, written: null })
  expect(await outcome(by())).toMatchObject({ inFavour: 10, against: 1, written: 0 })
})

test.each([[4, false], [5, true]])('推优 by a class: the counts of %i are told: %s', async (n, told) => {
  const subjects = [{ id: await prospect(by(), world.branchId), person: 'applicant' as const }]
  const { voteId } = await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'recommendation', title: '推优', subjects, expectedCount: n, entry: 'paper' })
  await call(by(), 'votes.attend', { voteId, version: 1, presentCount: n })
  await call(by(), 'votes.open', { voteId })
  await countBy([by(), world.officer.openid], voteId, 'a', pileOf(subjects[0]!.id, n))
  await call(by(), 'votes.close', { voteId })
  await call(by(), 'votes.publish', { voteId })
  for (const openid of [by(), world.member.openid]) expect((await call(openid, 'votes.get', { voteId })).outcomes).toMatchObject([{ inFavour: told ? n : null, against: told ? 0 : null, carried: true }])
  const { link } = await call(by(), 'votes.record', { voteId })
  expect((await (await fetch(link)).text()).includes(`赞成${n}票`)).toBe(told)
})

test('three on paper and three in writing are judged each by itself: who counted one pile would find the other', async () => {
  const voteId = await draftOf(by(), world.branchId, 'admission', { manner: 'phone', consent, written: true })
  const [voting, taking] = [phones().slice(0, 6), phones().slice(6, 9)]
  await attend(by(), voteId, [...voting, ...taking].map(({ memberId }) => memberId))
  await call(by(), 'votes.open', { voteId })
  const { key } = (await call(by(), 'votes.get', { voteId })).subjects[0]!
  for (const { memberId } of taking) await call(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId })
  for (const { openid } of voting) await castBy(openid, voteId, 'inFavour')
  await countBy([by(), world.officer.openid], voteId, 'members', pileOf(key, 1, 2))
  await countBy([by(), world.officer.openid], voteId, 'written', pileOf(key, 2, 0))
  await call(by(), 'votes.close', { voteId })
  expect(await sheets(voteId)).toEqual(['reviewFewOnPaper', 'reviewFewOnPaper'])
})

test.each<[number, number, boolean]>([[2, 5, false], [5, 2, true]])('推优 by a class, %i on phones and %i on paper: those who counted the paper do not find the phones: told %s', async (onPhones, papers, told) => {
  const subjects = [{ id: await prospect(by(), world.branchId), person: 'applicant' as const }]
  const { voteId } = await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'recommendation', title: '推优', subjects, expectedCount: 7, entry: 'room' })
  await call(by(), 'votes.attend', { voteId, version: 1, presentCount: 7 })
  await call(by(), 'votes.open', { voteId })
  const { scene } = await call(by(), 'ballots.roomCode', { kind: 'vote', id: voteId, group: 'a' })
  for (let n = 0; n < onPhones; n++) {
    const paper = (await call(`student-${onPhones}-${n}`, 'ballots.enter', { scene })).paper!
    await call(`student-${onPhones}-${n}`, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice: 'against' }))))
  }
  await countBy([by(), world.officer.openid], voteId, 'a', pileOf(subjects[0]!.id, papers))
  await call(by(), 'votes.close', { voteId })
  expect((await call(by(), 'votes.get', { voteId })).outcomes).toMatchObject([{ inFavour: told ? papers : null, against: told ? onPhones : null }])
  expect((await recordText(voteId)).includes(`赞成${papers}票`)).toBe(told)
  // Taken back, nothing of it stands in the next round.
  await call(by(), 'votes.redo', { voteId, reason: '重新投' })
  expect((await call(by(), 'votes.get', { voteId })).outcomes).toBeNull()
})

test.each<[number, number, number | null]>([[9, 1, null], [4, 6, 4], [3, 1, 4]])('a poll of %i on phones and %i on paper is told as a whole, not told for %s', async (onPhones, papers, few) => {
  const voteId = await draftOf(by(), world.branchId, 'poll', { options: ['甲', '乙'] })
  await call(by(), 'votes.open', { voteId })
  const taking = [world.unbound, ...phones().slice(onPhones)].slice(0, papers)
  for (const { memberId } of taking) await call(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId })
  for (const { openid } of phones().slice(0, onPhones)) await castBy(openid, voteId, 'o1')
  await countBy([by(), world.officer.openid], voteId, 'members', { issued: papers, returned: papers, invalid: 0, answers: { matter: { o1: 0, o2: papers } }, others: {} })
  await call(by(), 'votes.close', { voteId })
  const { answers, why } = await call(by(), 'votes.get', { voteId })
  if (few === null) expect(answers).toMatchObject([{ key: 'o1', n: onPhones }, { key: 'o2', n: papers }, { key: 'abstain', n: 0 }])
  else expect([answers, why.seeResult]).toEqual([null, expect.stringContaining(`只有${few}张票`)])
  // The phones apart are still not listed: the difference would be the paper.
  expect((await sheets(voteId)).every(code => code !== null)).toBe(true)
})
