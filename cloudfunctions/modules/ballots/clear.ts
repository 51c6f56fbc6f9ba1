import { _, change, find } from '../../platform/database'
import { fileIdAt, removeFiles } from '../../platform/files'
import { plusDays } from '../../platform/time'
import { collectionOf } from '../../services/balloting/load'

const BATCH = 50

/** Deletes files of votes that are a day old: who still needs one has it made again. For the jobs; safe to repeat. */
export async function clearBallotFiles(now: Date): Promise<number> {
  let cleared = 0
  for (const collection of Object.values(collectionOf)) {
    const old = await find(collection, { filesAt: _.neq(null).and(_.lt(plusDays(now, -1))) }, { limit: BATCH })
    for (const one of old) {
      await removeFiles(await Promise.all(one.files.map(fileIdAt)))
      await change(collection, { _id: one._id, filesAt: one.filesAt }, { files: _.set([]), filesAt: null })
    }
    cleared += old.length
  }
  return cleared
}
