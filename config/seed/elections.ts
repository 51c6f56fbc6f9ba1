/** 换届选举 of the demo: its branch prepares one; that of a sibling is held, reported, and waits for the superior. */
import type { ElectionStep } from '../../types/contracts/codes-ballots'
import { at, dayOf } from './days'
import type { SeedBranch, SeedMember } from './joining'
import { usersOf, type Scene } from './life'
import { committeePosts } from './university'

/** How long ago a step was done, and what is noted of it. */
type Done = [step: ElectionStep, daysAgo: number, note: string]
const officersOf = (branch: SeedBranch): SeedMember[] => [branch.secretary, ...committeePosts.map(({ place }) => branch.people[place]!)]
/** Who stands: the officers, and two who have no post. */
const standing = (branch: SeedBranch): SeedMember[] => [...officersOf(branch), branch.people[9]!, branch.people[10]!]
const SEATS = 5

/** Notes both; `above`: what the superior is called. */
export function planElections(scene: Scene, [own, sibling]: [SeedBranch, SeedBranch], above: string): void {
  planPrepared(scene, own, above)
  planReported(scene, sibling)
}

/** A draft, and the days on which its steps were entered; each call names the version that the one before has answered. */
function prepare({ calendar, product, today }: Scene, branch: SeedBranch, since: number, steps: Done[]): { id: () => string; version: () => number; seen: (version: number) => void } {
  const by = branch.secretary.openid
  let [electionId, version] = ['', 1]
  calendar.on(at(today, -since, '16:10'), async () => {
    ({ electionId } = await product.call(by, 'elections.create', { title: `${dayOf(today).slice(0, 4)}年支部换届选举`, body: 'committee', seats: SEATS }))
    ;({ version } = await product.call(by, 'elections.get', { electionId }))
  })
  for (const [step, daysAgo, note] of steps) {
    calendar.on(at(today, -daysAgo, '17:20'), async () => {
      ({ version } = await product.call(by, 'elections.step', { electionId, version, step, day: dayOf(at(today, -daysAgo, '09:00')), note }))
    })
  }
  return { id: () => electionId, version: () => version, seen: (next) => { version = next } }
}

/** Candidates are set, somebody abroad is left out with the superior's consent, the assembly is still to come. */
function planPrepared(scene: Scene, branch: SeedBranch, superior: string): void {
  const { calendar, product, today } = scene
  const year = dayOf(today).slice(0, 4)
  const election = prepare(scene, branch, 25, [['resolved', 24, '支委会会议记录第9次'], ['requested', 21, '关于支部换届的请示'], ['replied', 14, `示例云帆组〔${year}〕15号`], ['nominated', 8, '分三个党小组酝酿'], ['fixed', 4, '支委会会议记录第10次']])
  const abroad = branch.people[11]!
  calendar.on(at(today, -3, '10:40'), async () => {
    const { version } = await product.call(branch.secretary.openid, 'elections.change', {
      electionId: election.id(), version: election.version(), purpose: '本届支委会任期将满，按期换届。', candidateIds: standing(branch).map(({ memberId }) => memberId),
      excluded: [{ memberId: abroad.memberId, why: 'abroad' }], exclusionConsent: { superior, document: `示例云帆组〔${year}〕15号`, day: dayOf(at(today, -14, '09:00')) },
    })
    election.seen(version)
  })
}

/** Held on paper: counted by two who do not stand, the committee has divided its work, and the superior has been told. */
function planReported(scene: Scene, branch: SeedBranch): void {
  const { calendar, product, today } = scene
  const by = branch.secretary.openid
  const election = prepare(scene, branch, 40, [['resolved', 39, '支委会会议记录第8次'], ['requested', 36, '关于支部换届的请示'], ['replied', 30, '同意换届'], ['nominated', 22, '分四个党小组酝酿'], ['fixed', 18, '支委会会议记录第9次'], ['examined', 12, '同意预备人选'], ['method', 6, '举手表决，全体通过']])
  const held = at(today, -6, '19:30')
  calendar.on(held, async () => {
    const stands = standing(branch)
    const counters = usersOf(branch, held).filter((person) => !stands.includes(person) && branch.people.indexOf(person) < branch.plan.full).slice(0, 2)
    const there = branch.people.slice(0, branch.plan.full - 2).map(({ memberId }) => memberId)
    const electionId = election.id()
    const { version } = await product.call(by, 'elections.change', { electionId, version: election.version(), purpose: '本届支委会任期已满，按期换届。', candidateIds: stands.map(({ memberId }) => memberId), counterIds: counters.map(({ memberId }) => memberId) })
    await product.call(by, 'elections.attend', { electionId, version, memberIds: there })
    await product.prove(by)
    await product.call(by, 'elections.open', { electionId })
    await count(scene, electionId, counters, there.length, stands.at(-1)!)
    await product.call(by, 'elections.close', { electionId })
  })
  const met = at(today, -5, '12:30')
  calendar.on(met, async () => {
    const electionId = election.id()
    // Nobody enters the votes for the own post.
    const enters = officersOf(branch).slice(1).find((person) => usersOf(branch, met).includes(person)) ?? branch.secretary
    await product.prove(enters.openid)
    const { version } = await product.call(enters.openid, 'elections.get', { electionId })
    const chosen = [
      { memberId: branch.secretary.memberId, post: 'secretary' as const, inFavour: SEATS }, { memberId: branch.people[9]!.memberId, post: 'deputySecretary' as const, inFavour: SEATS - 1 },
      ...committeePosts.map(({ place, post }) => ({ memberId: branch.people[place]!.memberId, post, inFavour: 0 })),
    ]
    await product.call(enters.openid, 'elections.choose', { electionId, version, day: dayOf(at(today, -5, '09:00')), present: SEATS, chosen })
  })
  calendar.on(at(today, -4, '09:15'), async () => {
    await product.prove(by)
    await product.call(by, 'elections.report', { electionId: election.id() })
  })
}

/** Both enter the same: one of those who stand is not elected, and nobody chose more than there are seats. */
async function count({ product }: Scene, electionId: string, counters: SeedMember[], papers: number, loser: SeedMember): Promise<void> {
  const pile = { kind: 'election' as const, id: electionId, group: 'b1' }
  const { questions } = await product.call(counters[0]!.openid, 'ballots.counting', pile)
  const answers = Object.fromEntries(questions.map(({ key }, n) => {
    const [against, abstain] = key === loser.memberId ? [papers - 5, 2] : [n % 3, n === 2 ? 1 : 0]
    return [key, { inFavour: papers - against - abstain, against, abstain }]
  }))
  for (const { openid } of counters) await product.call(openid, 'ballots.count', { ...pile, counts: { issued: papers, returned: papers, invalid: 0, answers, others: {} } })
}
