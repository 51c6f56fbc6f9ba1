/** Renews what home pages say of those away and lost. For the jobs; safe to repeat. */
import { dayPlus } from '../../../types/words'
import { _, find, transaction } from '../../platform/database'
import { dayOf } from '../../platform/time'
import { eachAlone } from '../../services/parallel'
import { keep } from './notify'

const A_RUN = 100
/** Days after which somebody off the roster is looked at again: who is restored is reminded of again. */
const OFF_ROSTER_DAYS = 30

/** @returns how many records were looked at */
export async function remindOfAway(now: Date, deadline: Date): Promise<number> {
  const today = dayOf(now)
  let looked = 0
  for (;;) {
    const due = await find('floating_records', { lookOn: _.lte(today) }, { orderBy: [['lookOn', 'asc']], limit: A_RUN, fields: ['_id'] })
    const before = looked
    await eachAlone(due, async ({ _id }) => {
      if (new Date() >= deadline) return
      await transaction(async tx => {
        const [member, record] = [await tx.read('members', _id), await tx.read('floating_records', _id)]
        if (!record || record.lookOn === null || record.lookOn > today) return
        if (!member || member.archived) await tx.update('floating_records', _id, { lookOn: member ? dayPlus(today, OFF_ROSTER_DAYS) : null })
        else await keep(tx, member, record, record, now)
      })
      looked++
    })
    if (due.length < A_RUN || looked === before) return looked
  }
}
