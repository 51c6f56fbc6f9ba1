import { randomInt } from 'node:crypto'
import type { ballots } from '../../../types/contracts/ballots'
import { dayInWords } from '../../../types/words'
import type { ModuleHandlers } from '../../platform/context'
import type { BallotBox } from '../../platform/documents'
import { read } from '../../platform/database'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { codeImage } from '../../platform/wechat'
import { readBack, sheetsOf, type KeptBallot } from '../../services/ballot-box/ballot'
import { ballotsOf, columnsOf, countedBox, turnoutOf } from '../../services/ballot-box/box'
import { askedOf, boxIdOf, labelsOf, MATTER, type AnyBalloting } from '../../services/balloting/asked'
import { totalOf } from '../../services/balloting/counted'
import { listsOf, pinOf, pinsScene, slipCode, slipScene } from '../../services/balloting/entry'
import { ballotingChecked, ballotingLed, groupOf } from '../../services/balloting/load'
import { fileNamed, keepFile } from '../../services/balloting/made-files'
import { isPaper } from '../../services/balloting/opening'
import { whyTooFew } from '../../services/balloting/shown'
import { inParallel } from '../../services/parallel'
import { blankBallots, mostCopies, type BlankBallot } from './blank-ballots'
import { whyNotCounted } from './rules'
import { sealedSheet, type SealedBox } from './sealed-sheet'
import { pinSheet, slipSheet } from './slip-sheet'

/** How many pictures WeChat is asked for at once, and how many one file holds: at a third of a second each they are there in ten seconds, of the minute that a call has. */
const AT_ONCE = 10
const SLIPS_A_FILE = 300

/** What `sheets` serves of every vote: ballots and slips for printing, the scrutineers' export, the sealed file. */
export const sheetsHandlers: ModuleHandlers<typeof ballots, 'sheets'> = {
  'ballots.slipSheet': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const group = groupOf(balloting, input.group)
    if (group.entry !== 'slips' && group.entry !== 'pins' || group.entitled === 0) refuse('reviewNoGroup')
    // Passwords are text beside one picture: one file holds them all.
    const parts = group.entry === 'slips' ? Math.ceil(group.entitled / SLIPS_A_FILE) : 1
    const part = Math.min(input.part ?? 1, parts)
    const [of, make] = group.entry === 'slips' ? ['投票小票', () => slipsOf(balloting, group, part, parts)] as const : ['密码条', () => pinsOf(balloting, group)] as const
    const made = await keepFile(ctx, balloting, fileNamed([group.name, of, ...(parts > 1 ? [`第${part}份`] : [])], 'html'), async () => Buffer.from(await make()))
    return { ...made, parts }
  },

  'ballots.scrutiny': async (ctx, input) => {
    const balloting = await ballotingChecked(ctx, input.kind, input.id)
    guard(whyNotCounted(balloting))
    const group = groupOf(balloting, input.group)
    const box = await countedBox(group.boxId)
    guard(whyTooFew(box, group.key, await writtenBeside(balloting, group.key)))
    return keepFile(ctx, balloting, fileNamed([balloting.title, group.name, '监票导出'], 'json'), async () => Buffer.from(JSON.stringify(await exportOf(balloting, group, box), null, 1)))
  },

  'ballots.printed': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const group = groupOf(balloting, input.group)
    // A written opinion is a letter of its own, not a ballot.
    if (group.entry === 'written' || askedOf(balloting, group).hands) refuse('reviewNoGroup')
    const ballot = blankOf(balloting, group)
    const max = mostCopies(ballot)
    if (input.copies > max) refuse('paperManyCopies', { max })
    return keepFile(ctx, balloting, fileNamed([balloting.title, group.name, '空白票'], 'html'), () => Promise.resolve(Buffer.from(blankBallots(ballot, input.copies))))
  },

  'ballots.sealed': async (ctx, input) => {
    const balloting = await ballotingChecked(ctx, input.kind, input.id)
    guard(whyNotCounted(balloting))
    const group = groupOf(balloting, input.group)
    if (isPaper(group)) refuse('reviewNoGroup')
    const box = await countedBox(group.boxId)
    guard(whyTooFew(box, group.key, await writtenBeside(balloting, group.key)))
    return keepFile(ctx, balloting, fileNamed([balloting.title, group.name, '封存'], 'html'), async () => Buffer.from(sealedSheet(await sealedOf(balloting, group, box))))
  },
}

type Group = ReturnType<typeof groupOf>

/** Valid opinions that were sent in writing and enter the same total, of each pile: fewer than five would be left over. One operation for each. */
async function writtenBeside(balloting: AnyBalloting, key: string): Promise<number[]> {
  const piles = balloting.groups.filter(group => group.entry === 'written' && group.key !== key)
  return Promise.all(piles.map(async group => totalOf(await read('ballot_boxes', boxIdOf(balloting, group)), group.key).ballots))
}

/** Everything with which anybody counts a box again (config/recount.mjs); each list of commitments is in the order of its own signs. */
async function exportOf(balloting: AnyBalloting, group: Group, box: BallotBox): Promise<object> {
  const [ballots, turnout] = await Promise.all([ballotsOf(box), turnoutOf(box)])
  return {
    box: box._id, fingerprint: box.fingerprint, salt: box.salt, title: balloting.title, questions: box.asked.questions, choices: labelsOf(balloting),
    groups: Object.fromEntries(Object.entries(sheetsOf(box.asked, ballots)).map(([key, sheet]) => [key, { name: group.name, taken: turnout[key] ?? 0, ...sheet, ...(!box.asked.noReceipts && { commitments: publishedOf(box, ballots[key]!) }) }])),
  }
}

const publishedOf = (box: BallotBox, ballots: KeptBallot[]): Record<string, string[]> => Object.fromEntries(columnsOf(box, ballots).map((column, n) => [box.asked.questions[n]!.key, column]))

/** A part of a group's slips. A picture that did not come is asked for once more. */
async function slipsOf({ _id, title, organisationName }: AnyBalloting, { boxId, key, name, entitled }: Group, part: number, parts: number): Promise<string> {
  const from = (part - 1) * SLIPS_A_FILE
  const numbers = Array.from({ length: Math.min(SLIPS_A_FILE, entitled - from) }, (_none, n) => from + n)
  const slips = await inParallel(numbers, AT_ONCE, async n => {
    const scene = slipScene(_id, key, slipCode(boxId, n))
    return { n: n + 1, image: await codeImage(scene) ?? await codeImage(scene) ?? refuse('reviewFileBroken') }
  })
  return slipSheet({ title, organisationName, groupName: name, slips: shuffled(slips), part, parts })
}

async function pinsOf(balloting: AnyBalloting, { boxId, key, name }: Group): Promise<string> {
  const strips = shuffled((listsOf(balloting)[key] ?? []).map(number => ({ number, pin: pinOf(boxId, number) })))
  const image = await codeImage(pinsScene(balloting._id, key)) ?? refuse('reviewFileBroken')
  return pinSheet({ title: balloting.title, organisationName: balloting.organisationName, groupName: name, image, strips })
}

function blankOf(balloting: AnyBalloting, group: Group): BlankBallot {
  const { questions, choices, blank, seats } = askedOf(balloting, group)
  const labels = labelsOf(balloting)
  return {
    organisationName: balloting.organisationName, title: balloting.title, groupName: group.name, matter: balloting.ballotKind === 'vote' && balloting.matter !== balloting.title ? balloting.matter : '', rowsAre: questions[0]?.key === MATTER ? 'matter' : 'people',
    questions: questions.map(question => question.name), choices: choices.map(choice => labels[choice] ?? ''), blank: labels[blank] ?? '', seats: seats?.n ?? null,
  }
}

/**
 * A ballot that asks one thing, or of an election, whose validity is judged of each, stands as a whole. One that asks of
 * many would show by its pattern who filled it in: its rows are torn apart.
 */
async function sealedOf(balloting: AnyBalloting, { key, name }: Group, box: BallotBox): Promise<SealedBox> {
  const labels = labelsOf(balloting)
  const { questions, seats } = box.asked
  const said = ((await ballotsOf(box))[key] ?? []).map(({ content }) => readBack(box.asked, content))
  const facts = { organisationName: balloting.organisationName, title: balloting.title, groupName: name, closedOn: balloting.closedAt ? dayInWords(dayOf(balloting.closedAt)) : '', ballots: said.length }
  if (seats || questions.length === 1) return { ...facts, lists: null, whole: shuffled(said).map(({ choices, others }) => ({ answers: questions.map((question, n) => ({ name: question.name, choice: labels[choices[n]!] ?? '' })), others })) }
  return { ...facts, whole: null, lists: questions.map((question, n) => ({ name: question.name, choices: shuffled(said.map(({ choices }) => labels[choices[n]!] ?? '')) })) }
}

/** In an order that chance makes: where something stands on a sheet says nothing. */
function shuffled<T>(items: T[]): T[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const k = randomInt(i + 1)
    const one = order[i]!
    order[i] = order[k]!
    order[k] = one
  }
  return order
}
