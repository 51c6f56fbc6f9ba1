import { Tag } from '../../components/tag'
import { BallotTag } from '../../components/tag/ballot'
import { standOf, type ElectionLine } from './words'

/** Where an election stands: once it is reported, with the superior. */
export function StateTag({ election }: { election: Pick<ElectionLine, 'state' | 'reportedAt' | 'approvedOn'> }) {
  const { state, reportedAt, approvedOn } = election
  return reportedAt && state !== 'void' ? <Tag text={standOf(election)} kind={approvedOn ? 'ok' : 'wait'} /> : <BallotTag state={state} />
}
