import type { BallotKind } from '../../../types/contracts/codes-ballots'
import { _, change, find } from '../../platform/database'
import { plusDays } from '../../platform/time'
import { collectionOf } from '../../services/balloting/load'
import { overdueRef } from '../../services/balloting/overdue'
import { audienceOf, closeItem, putItem } from '../../services/inbox'

const BATCH = 50
/** Days for which it waits on the home pages of those who lead. */
const DAYS = 60

/**
 * Tells those who lead a vote that its time is over: no ballot is given out any more, and nothing is counted until they
 * close it. Takes back what was told of votes that are closed, or go on for longer. For the jobs; safe to repeat.
 * @returns how many were told
 */
export async function tellToClose(now: Date): Promise<number> {
  let told = 0
  for (const [kind, collection] of Object.entries(collectionOf) as [BallotKind, (typeof collectionOf)[BallotKind]][]) {
    const over = await find(collection, { overdueTold: false, state: _.in(['open', 'paused']), closesAt: _.lte(now) }, { limit: BATCH })
    for (const one of over) {
      await putItem({ audience: audienceOf.officers(one.organisationId), kind, title: one.title, hint: '投票时间到了，请结束或延长', refId: overdueRef(one._id), opens: one._id, due: one.closesAt, startsAt: null, endsAt: null, until: plusDays(now, DAYS), at: now })
      await change(collection, { _id: one._id }, { overdueTold: true })
      told++
    }
    const done = [
      ...await find(collection, { overdueTold: true, state: _.nin(['open', 'paused']) }, { limit: BATCH, fields: ['_id'] }),
      ...await find(collection, { overdueTold: true, state: _.in(['open', 'paused']), closesAt: _.gt(now) }, { limit: BATCH, fields: ['_id'] }),
    ]
    for (const { _id } of done) {
      await closeItem(kind, overdueRef(_id))
      await change(collection, { _id }, { overdueTold: false })
    }
  }
  return told
}
