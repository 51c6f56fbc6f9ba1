/** Timers only: a client controls `event`, so a context that carries any client's mark is refused. */
import { sealAudit } from '../platform/audit-seal'
import { clock } from '../platform/clock'
import { isTimer } from '../platform/identity'
import { remindBeforeStart } from '../modules/activities/reminders'
import { remindOfAway } from '../modules/floating/reminders'
import { remindOfKept } from '../modules/graduation/notify'
import { handOverOnTheDay } from '../modules/handover/effect'
import { clearFilled } from '../modules/backfill/clear'
import { clearBallotFiles } from '../modules/ballots/clear'
import { tellToClose } from '../modules/ballots/overdue'
import { clearCollections, wipeNumbers } from '../modules/collections/clearing'
import { continueCollections } from '../modules/collections/settle'
import { clearExports } from '../modules/exports/clear'
import { expireUploads } from '../modules/files/expire'
import { clearImports, continueImports } from '../modules/imports/jobs'
import { continueChanges } from '../modules/organisations/change-carry'
import { continueMoves } from '../modules/organisations/moves'
import { proveRollups } from '../modules/organisations/rollups'
import { mendPointGaps } from '../modules/points/gaps'
import { clearBulkChanges } from '../modules/roster/bulk-clearing'
import { followTransfers } from '../modules/transfers/job'
import { rotateKeys } from '../modules/privacy/rotation'
import { clearInbox } from '../services/inbox'
import { settleUnfinished } from '../services/sign-up'
import { clearTries } from '../services/throttle'
import { runDue, type Job } from './dispatcher'

const SECONDS = 50

const jobs: Job[] = [
  { name: 'imports', everyMinutes: 5, run: continueImports },
  { name: 'importsClearing', everyMinutes: 60, run: clearImports },
  { name: 'reminders', everyMinutes: 5, run: remindBeforeStart },
  { name: 'movedUp', everyMinutes: 5, run: settleUnfinished },
  { name: 'uploads', everyMinutes: 60, run: expireUploads },
  { name: 'moves', everyMinutes: 5, run: continueMoves },
  { name: 'changes', everyMinutes: 5, run: continueChanges },
  { name: 'keptRelations', everyMinutes: 720, run: remindOfKept },
  { name: 'handovers', everyMinutes: 60, run: handOverOnTheDay },
  { name: 'exports', everyMinutes: 60, run: clearExports },
  { name: 'ballotFiles', everyMinutes: 60, run: clearBallotFiles },
  { name: 'ballotsOverdue', everyMinutes: 5, run: tellToClose },
  { name: 'filled', everyMinutes: 5, run: clearFilled },
  { name: 'collections', everyMinutes: 5, run: continueCollections },
  { name: 'collectionsClearing', everyMinutes: 60, run: clearCollections },
  { name: 'collectionNumbers', everyMinutes: 720, run: wipeNumbers },
  { name: 'bulkClearing', everyMinutes: 60, run: clearBulkChanges },
  { name: 'pointGaps', everyMinutes: 60, run: mendPointGaps },
  { name: 'transfers', everyMinutes: 60, run: followTransfers },
  { name: 'rollups', everyMinutes: 15, run: proveRollups },
  { name: 'auditSeal', everyMinutes: 360, run: sealAudit },
  { name: 'triesClearing', everyMinutes: 720, run: clearTries },
  { name: 'away', everyMinutes: 360, run: remindOfAway },
  { name: 'inboxClearing', everyMinutes: 720, run: clearInbox },
  { name: 'keyRotation', everyMinutes: 5, run: rotateKeys },
]

export async function main(_event: unknown, context: unknown): Promise<{ ok: boolean; ran: string[]; failed: string[] }> {
  if (!isTimer(context)) return { ok: false, ran: [], failed: [] }
  const now = clock.now()
  return { ok: true, ...await runDue(jobs, now, new Date(Date.now() + SECONDS * 1000)) }
}
