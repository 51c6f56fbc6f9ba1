/**
 * Writes a staged import into the roster, chunk by chunk. Every step may be cut off anywhere and run again: new people
 * have ids that follow from the import and the row, changed ones are told by version and import, and the images for undo
 * are written before the people they show.
 */
import { _, find, findAll, read } from '../../platform/database'
import type { ImportJob, Member, Organisation } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, plusDays } from '../../platform/time'
import { closeItem, countUp } from '../../services/inbox'
import { inParallel } from '../../services/parallel'
import { idHashOf, newMember, storedItems, type PersonItems } from '../../services/person'
import { claimsOn } from '../../services/claims'
import { eventOf } from '../../services/timeline'
import { addClaims, addMany, whyLeft } from './claims'
import { compareAll, type Patch } from './compare'
import { noteChunk, release, UNDO_DAYS, type TimeLeft } from './job'
import { CHANGED_MEANWHILE, replaceMember } from './members'
import { recordedOf } from './recorded'
import { addChunk, chunksOf, readChunk, type StagedRow, type UndoImage } from './staging'

type Left = ImportJob['left']
const ADDED_MEANWHILE = '试导入之后名册上新增了同一位或同名的同志，请核对后重新导入'
const AT_ONCE = 16

/** The id of the person that a row of an import makes: a repeat makes nobody twice. */
const newMemberId = (importId: string, row: number): string => idFrom('import', importId, String(row))

/** Goes on with a commit while there is time; the caller holds the lease as `holder`. Answers the import as it stands then. */
export async function goOnCommitting(taken: ImportJob, holder: string, timeLeft: TimeLeft, now: Date): Promise<ImportJob> {
  const organisation = await read('organisations', taken.organisationId) ?? refuse('notFound')
  const newChunks = chunksOf(taken.counts, 'new')
  const { end } = chunksOf(taken.counts, 'changed')
  const newcomers = taken.cursor < newChunks.end ? await newcomersSince(taken) : []
  let job = taken
  while (job.cursor < end && !job.stop) {
    if (timeLeft() <= 0) return await release(job._id, holder) ?? job
    const rows = await readChunk(job._id, 'rows', job.cursor) ?? refuse('importExpired')
    const left = job.cursor < newChunks.end ? await addNew(job, organisation, rows, newcomers, now) : await writeChanged(job, rows, now)
    const noted = await noteChunk(job, holder, rows.length, left)
    // Somebody else holds the lease by now: what this call wrote, the other finds written.
    if (!noted) return await read('imports', job._id) ?? job
    job = noted
  }
  await closeItem('importRunning', job._id)
  return await release(job._id, holder, { state: 'done', ...(job.cursor >= end && { done: job.total }), expiresAt: plusDays(now, UNDO_DAYS) }) ?? job
}

/** People who came onto the roster after the dry run, by another way than this import. */
const newcomersSince = (job: ImportJob): Promise<Member[]> =>
  findAll('members', { organisationId: job.organisationId, archived: false, createdAt: _.gte(job.at), importId: _.neq(job._id) })

async function addNew(job: ImportJob, organisation: Organisation, rows: StagedRow[], newcomers: Member[], now: Date): Promise<Left> {
  await addChunk(job._id, 'undo', job.cursor, rows.map(({ row, name }): UndoImage => ({ kind: 'new', row, name, memberId: newMemberId(job._id, row) })), now)
  const ids = rows.map(({ row }) => newMemberId(job._id, row))
  const there = new Set((await find('members', { _id: _.in(ids) }, { limit: ids.length, fields: ['_id'] })).map(member => member._id))
  const left: Left = []
  const leave = ({ row, name }: StagedRow, why: string) => { left.push({ row, name, why }) }

  const wanted = rows.filter((row, i) => !there.has(ids[i]!))
  const known = newcomers.length === 0 ? [] : compareAll(wanted.map(incomingOf), newcomers.map(recordedOf))
  const strangers = wanted.filter((row, i) => {
    const clash = known[i] !== undefined && (known[i].memberId !== null || known[i].outcome === 'refused')
    if (clash) leave(row, ADDED_MEANWHILE)
    return !clash
  })
  const members = await inParallel(strangers, AT_ONCE, async row => ({ row, member: await memberOf(job, organisation, row, now) }))
  const free = await claimAll(members, leave)
  // Before the people, so that nobody who was imported is without it when this is cut off and done again.
  await addMany('person_events', free.map(({ member }) => importedEvent(job, member, now)))
  const added = await addMany('members', free.map(({ member }) => member))
  if (added > 0) await countUp(organisation._id, { members: added })
  return left
}

/** The first line of an imported person's timeline, on the day of the file; its id comes from import and person. */
const importedEvent = (job: ImportJob, { _id, organisationId, organisationName }: Member, now: Date) => eventOf(
  { action: 'imports.commit', caller: { accountId: job.by, openid: '' }, access: { memberName: job.byName ?? '' } as never, requestId: job._id, now },
  { personId: _id, organisationId, organisationName, kind: 'roster', text: '随名册导入', day: dayOf(job.at) },
)

const incomingOf = ({ row, name, patch }: StagedRow) => {
  const { groupId: _groupId, groupName: _groupName, ...items } = patch
  return { draft: { ...items, row, name, monthOnly: [] }, idHash: patch.idNumber ? idHashOf(patch.idNumber) : null, group: null, refused: false }
}

async function memberOf(job: ImportJob, organisation: Organisation, { row, name, patch }: StagedRow, now: Date): Promise<Member> {
  const { groupId = null, groupName = null, ...items } = patch
  return { ...await newMember(newMemberId(job._id, row), organisation, { ...items, name } as PersonItems, now), groupId, groupName, importId: job._id }
}

interface Made { row: StagedRow; member: Member }

/** Claims everybody who has an ID number; those whom somebody else has claimed are left. */
async function claimAll(made: Made[], leave: (row: StagedRow, why: string) => void): Promise<Made[]> {
  const numbered = made.filter(({ member }) => member.idHash !== null)
  const there = await claimsOn(numbered.map(({ member }) => member.idHash!))
  const missing = numbered.filter(({ member }) => !there.has(member.idHash!))
  const lost = await addClaims(missing.map(({ member }) => ({ _id: member.idHash!, memberId: member._id, organisationId: member.organisationId })))
  return made.filter(({ row, member }) => {
    const why = member.idHash === null ? null : whyLeft(lost.get(member.idHash) ?? there.get(member.idHash), member)
    if (why !== null) leave(row, why)
    return why === null
  })
}

async function writeChanged(job: ImportJob, rows: StagedRow[], now: Date): Promise<Left> {
  const images = await readChunk(job._id, 'undo', job.cursor) ?? await takeImages(job, rows, now)
  const byRow = new Map(rows.map(row => [row.row, row]))
  const whys = await inParallel(images, AT_ONCE, async image => {
    if (image.kind === 'skipped') return image.why
    return image.kind === 'changed' ? writeOne(job, byRow.get(image.row)!.patch, image) : null
  })
  return images.flatMap(({ row, name }, i) => (whys[i] ? [{ row, name, why: whys[i] }] : []))
}

/** Fields of a member that a patch replaces, as stored. */
async function storedPatch(patch: Patch, member: Pick<Member, '_id' | 'name' | 'studentNumber'>): Promise<Partial<Member>> {
  const { groupId, groupName, ...items } = patch
  return { ...await storedItems(items as Partial<PersonItems>, member), ...(groupId !== undefined && { groupId, groupName: groupName ?? null }) }
}

/** Keeps how the people of a chunk were before anything is written; an image that exists already is never replaced. */
async function takeImages(job: ImportJob, rows: StagedRow[], now: Date): Promise<UndoImage[]> {
  const ids = rows.map(row => row.memberId!)
  const members = new Map((await find('members', { _id: _.in(ids) }, { limit: ids.length })).map(member => [member._id, member]))
  const images = await inParallel(rows, AT_ONCE, async ({ row, name, memberId, version, patch }): Promise<UndoImage> => {
    const member = members.get(memberId!)
    if (!member || member.version !== version || member.archived || member.organisationId !== job.organisationId) return { kind: 'skipped', row, name, why: CHANGED_MEANWHILE }
    const fields = [...Object.keys(await storedPatch(patch, member)), 'importId'] as (keyof Member)[]
    return { kind: 'changed', row, name, memberId: member._id, version: member.version, before: Object.fromEntries(fields.map(field => [field, member[field]])) }
  })
  if (await addChunk(job._id, 'undo', job.cursor, images, now)) return images
  return await readChunk(job._id, 'undo', job.cursor) ?? images
}

/** Writes one changed person where nobody has changed it since the image was taken; answers why not. */
async function writeOne(job: ImportJob, patch: Patch, image: Extract<UndoImage, { kind: 'changed' }>): Promise<string | null> {
  const member = { _id: image.memberId, name: image.name, studentNumber: null, ...await namesOf(image.memberId, patch) }
  const stored = { ...await storedPatch(patch, member), version: image.version + 1, importId: job._id }
  return replaceMember(image.memberId, { version: image.version }, stored, after => after.importId === job._id && after.version > image.version)
}

/** Name and student number go into search keys together, so whichever does not change is read. */
async function namesOf(memberId: string, patch: Patch): Promise<Partial<Pick<Member, 'name' | 'studentNumber'>>> {
  if (patch.name === undefined && patch.studentNumber === undefined) return {}
  const member = await read('members', memberId)
  return member ? { name: member.name, studentNumber: member.studentNumber } : {}
}
