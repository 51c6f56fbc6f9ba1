/** A box and its voters, for the tests of what must hold of every ballot box. */
import type { BallotBox } from '../../cloudfunctions/platform/documents'

export const service = async () => ({ ...await import('../../cloudfunctions/services/ballot-box/box'), ...await import('../../cloudfunctions/services/ballot-box/cast') })
export const database = () => import('../../cloudfunctions/platform/database')

/** One matter, yes or no: a ballot is one sign. */
const asked = { questions: [{ key: 'matter', name: '议题' }], choices: ['yes', 'no', 'blank'], blank: 'blank' }
export const YES = '0'
export const NO = '1'

/** Opens a box of one group with so many entitled. */
export async function boxOf(_id: string, entitled: number, questions = asked.questions): Promise<BallotBox> {
  const { openBox } = await service()
  await openBox({ _id, organisationId: 'branch', asked: { ...asked, questions }, groups: [{ key: 'members', name: '党员', entitled }] })
  return (await (await database()).read('ballot_boxes', _id))!
}

/** How often yes and no were said in a closed box. */
export const saidIn = ({ tally }: Pick<BallotBox, 'tally'>): { yes: number; no: number } => ({ yes: tally!.members!.answers.matter!.yes!, no: tally!.members!.answers.matter!.no! })
