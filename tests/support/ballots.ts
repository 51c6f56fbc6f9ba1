/** A box and its voters, for the tests of what must hold of every ballot box. */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BallotBox } from '../../cloudfunctions/platform/documents'
import type { KeptBallot } from '../../cloudfunctions/services/ballot-box/ballot'
import { call, refusal } from './api'

export const service = async () => ({ ...await import('../../cloudfunctions/services/ballot-box/box'), ...await import('../../cloudfunctions/services/ballot-box/cast') })
export const database = () => import('../../cloudfunctions/platform/database')

/** One matter, yes or no: a ballot is one sign. */
const asked = { questions: [{ key: 'matter', name: '议题' }], choices: ['yes', 'no', 'blank'], blank: 'blank' }
export const YES = '0'
export const NO = '1'

/** A ballot as it lies in a box without receipts. */
export const kept = (content: string): KeptBallot => ({ content, nonce: '', commitments: '' })

/** Opens a box of one group with so many entitled. */
export async function boxOf(_id: string, entitled: number, questions = asked.questions): Promise<BallotBox> {
  const { openBox } = await service()
  await openBox({ _id, organisationId: 'branch', asked: { ...asked, questions }, groups: [{ key: 'members', name: '党员', entitled }] })
  return (await (await database()).read('ballot_boxes', _id))!
}

/** How often yes and no were said in a closed box. */
export const saidIn = ({ tally }: Pick<BallotBox, 'tally'>): { yes: number; no: number } => ({ yes: tally!.members!.answers.matter!.yes!, no: tally!.members!.answers.matter!.no! })

/** The scrutineers' export of each group holds no ballot as a whole, and the program that anybody can run finds the published fingerprint. */
export async function recounted(openid: string, reviewId: string): Promise<void> {
  const { fingerprint } = await call(openid, 'reviews.result', { reviewId })
  for (const group of fingerprint) {
    // Of a group in which few have voted there is no list.
    if (group.ballots < 5) {
      expect(await refusal(openid, 'ballots.scrutiny', { kind: 'review', id: reviewId, group: group.group })).toBe('reviewFew')
      continue
    }
    const { link, fileName } = await call(openid, 'ballots.scrutiny', { kind: 'review', id: reviewId, group: group.group })
    const text = await (await fetch(link)).text()
    for (const list of Object.values((JSON.parse(text) as { groups: Record<string, { answers: Record<string, string[]> }> }).groups[group.group]!.answers)) expect(list).toEqual([...list].sort())
    const file = join(tmpdir(), `${randomUUID()}-${fileName}`)
    writeFileSync(file, text)
    const program = spawnSync(process.execPath, [resolve(__dirname, '../../config/recount.mjs'), file, group.fingerprint], { encoding: 'utf8' })
    rmSync(file)
    expect([program.status, program.stdout.includes(`${group.ballots}张票`)]).toEqual([0, true])
  }
}

/** Every hash that somebody can try out who knows how many ballots of one question there are, but not the box's salt. */
export async function triedOut(group: string, question: string, choices: string[], ballots: number): Promise<string[]> {
  const { fingerprintOf } = await import('../../cloudfunctions/services/ballot-box/ballot')
  const lists = (left: string[], n: number): string[][] => (n === 0 ? [[]] : left.flatMap((choice, i) => lists(left.slice(i), n - 1).map(rest => [choice, ...rest])))
  return lists(choices, ballots).map(list => fingerprintOf({ [group]: { ballots, answers: { [question]: list.sort() }, others: [] } }, ''))
}
