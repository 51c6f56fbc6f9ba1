/**
 * Takes an import back: new people whom nobody has touched since leave the roster, changed ones become what they were
 * where the import's version still stands. Whoever was changed later is left, and named. Safe to cut off and run again.
 */
import { _, db, find, read } from '../../platform/database'
import type { ImportJob, Member } from '../../platform/documents'
import { closeItem, countUp, memberDigestId } from '../../services/inbox'
import { inParallel } from '../../services/parallel'
import { noteChunk, release, type TimeLeft } from './job'
import { replaceMember } from './members'
import { dropChunks, readChunk, type UndoImage } from './staging'

type New = Extract<UndoImage, { kind: 'new' }>
type Changed = Extract<UndoImage, { kind: 'changed' }>
const TOUCHED = '导入之后这位同志已经加入、有了记录或被改动，没有撤销，请在名册里办理'

/** Goes on with an undo while there is time; the caller holds the lease as `holder`. Answers the import as it stands then. */
export async function goOnUndoing(taken: ImportJob, holder: string, timeLeft: TimeLeft): Promise<ImportJob> {
  let job = taken
  for (;;) {
    if (timeLeft() <= 0) return await release(job._id, holder) ?? job
    const images = await readChunk(job._id, 'undo', job.cursor)
    if (!images) break
    const removed = await removeNew(job, images.filter((image): image is New => image.kind === 'new'))
    const restored = await restoreChanged(job, images.filter((image): image is Changed => image.kind === 'changed'))
    const noted = await noteChunk(job, holder, images.length, [...removed, ...restored])
    if (!noted) return await read('imports', job._id) ?? job
    job = noted
  }
  // Where the commit was cut off, its item is still up.
  await closeItem('importRunning', job._id)
  const done = await release(job._id, holder, { state: 'undone', done: job.total }) ?? job
  await dropChunks(job._id)
  return done
}

/** How the person stands where nobody has touched it since the import. */
const untouched = (job: ImportJob) => ({ version: 1, importId: job._id, accountId: null, invitationId: null, posts: _.size(0) })

async function removeNew(job: ImportJob, images: New[]): Promise<ImportJob['left']> {
  if (images.length === 0) return []
  const ids = images.map(image => image.memberId)
  // Whoever has signed up, read or been told something has a state document, whatever the record is of.
  const used = new Set((await find('digests', { _id: _.in(ids.map(memberDigestId)) }, { limit: ids.length, fields: ['_id'] })).map(digest => digest._id))
  const removable = ids.filter(id => !used.has(memberDigestId(id)))
  const { deleted } = await db.collection('members').where({ _id: _.in(removable), ...untouched(job) }).remove() as { deleted: number }
  const remaining = new Set((await find('members', { _id: _.in(ids) }, { limit: ids.length, fields: ['_id'] })).map(member => member._id))
  const gone = ids.filter(id => !remaining.has(id))
  await db.collection('identities').where({ memberId: _.in(gone) }).remove()
  await db.collection('person_events').where({ personId: _.in(gone) }).remove()
  if (deleted > 0) await countUp(job.organisationId, { members: -deleted })
  return images.filter(image => remaining.has(image.memberId)).map(({ row, name }) => ({ row, name, why: TOUCHED }))
}

async function restoreChanged(job: ImportJob, images: Changed[]): Promise<ImportJob['left']> {
  const whys = await inParallel(images, 16, image => {
    const restored: Partial<Member> = { ...image.before, version: image.version + 2 }
    // A person whose record names this import no longer, but the one before, was restored by an earlier run.
    return replaceMember(image.memberId, { version: image.version + 1, importId: job._id }, restored, member => member.version > image.version && member.importId === image.before.importId)
  })
  return images.flatMap(({ row, name }, i) => (whys[i] === null ? [] : [{ row, name, why: whys[i]! }]))
}
