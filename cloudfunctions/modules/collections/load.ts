/** Loads tasks and answers for whoever may know of them, and the people whom an answer speaks of. */
import type { Power } from '../../../types/contracts/codes'
import type { CollectionWho } from '../../../types/contracts/codes-collections'
import type { MemberContext } from '../../platform/context'
import { _, find, findAll, read } from '../../platform/database'
import type { CollectionAnswer, CollectionTask, Organisation } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { openText } from '../../platform/secrets'
import { dayOf } from '../../platform/time'
import type { KnownPerson } from '../../services/person-values'
import { NOWHERE, reaches } from '../../services/scope'
import { findBelow, pathNow, readOrganisation } from '../../services/tree'
import { nothingTyped, rowsFrom, type Row, type Typed } from './cells'
import { MOST_BRANCHES } from './rules'

/** A task over whose organisation the caller has a power; `notFound` otherwise. */
export async function taskFor(ctx: MemberContext, collectionId: string, power: Power): Promise<CollectionTask> {
  const task = await read('collection_tasks', collectionId)
  if (!await reaches(ctx, task?.organisationId ?? NOWHERE, power) || !task) refuse('notFound')
  return task
}

/** An answer over whose branch the caller has a power, or, for `asker`, over the organisation that asked; `notFound` otherwise. */
export async function answerFor(ctx: MemberContext, answerId: string, power: Power, asker = false): Promise<CollectionAnswer> {
  const answer = await read('collection_answers', answerId)
  if (!await reaches(ctx, (asker ? answer?.fromId : answer?.organisationId) ?? NOWHERE, power) || !answer) refuse('notFound')
  return answer
}

/** Everything that branches answer to a task: at most 300. One operation. */
export const answersOf = (collectionId: string, fields?: (keyof CollectionAnswer & string)[]): Promise<CollectionAnswer[]> => find('collection_answers', { collectionId }, { limit: MOST_BRANCHES * 2, ...(fields && { fields }) })

type Standing = Pick<Organisation, '_id' | 'path' | 'moveId' | 'dissolvedAt'>

/** Which of some branches stand no longer below an organisation, or have ended. One operation, two while something moves. */
export async function goneFrom(fromId: string, branchIds: string[]): Promise<Set<string>> {
  if (branchIds.length === 0) return new Set()
  const found: Standing[] = await find('organisations', { _id: _.in(branchIds) }, { limit: branchIds.length, fields: ['_id', 'path', 'moveId', 'dissolvedAt'] })
  const moveIds = [...new Set(found.flatMap(({ moveId }) => (moveId ? [moveId] : [])))]
  const moves = moveIds.length > 0 ? await find('moves', { _id: _.in(moveIds) }, { limit: moveIds.length }) : []
  const here = found.filter(one => !one.dissolvedAt && (one._id === fromId || pathNow(one, moves.find(({ _id }) => _id === one.moveId)).includes(`/${fromId}/`)))
  return new Set(branchIds.filter(id => !here.some(({ _id }) => _id === id)))
}

/**
 * The branches that some organisations stand for: themselves, or all below them. `notFound` where one is out of reach.
 * Ended ones are left out. More than may be asked at once are not all read.
 */
export async function branchesIn(from: Pick<Organisation, '_id' | 'path'>, organisationIds: string[] | 'all'): Promise<Pick<Organisation, '_id' | 'name'>[]> {
  const branches = new Map<string, Pick<Organisation, '_id' | 'name'>>()
  const within = async (organisation: Pick<Organisation, '_id' | 'path'>): Promise<void> => {
    const found = await findBelow(organisation, { kind: 'branch' }, MOST_BRANCHES + 1)
    for (const branch of found.filter(one => !one.dissolvedAt)) branches.set(branch._id, branch)
  }
  if (organisationIds === 'all') await within(from)
  else for (const id of [...new Set(organisationIds)]) {
    const organisation = await readOrganisation(id)
    if (!organisation || organisation.dissolvedAt || !organisation.path.includes(`/${from._id}/`) || organisation.kind === 'group') refuse('notFound')
    if (organisation.kind === 'branch') branches.set(organisation._id, organisation)
    else await within(organisation)
  }
  return [...branches.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}

/** Whom a branch's sheet is filled with, by pinyin. One or two operations for up to 1,000. */
async function peopleOf(branchId: string, who: CollectionWho): Promise<KnownPerson[]> {
  const where = { organisationId: branchId, archived: false }
  const found: KnownPerson[] = who === 'none' ? []
    : who === 'prospect' || who === 'activist' || who === 'applicant' ? await findAll('applicants', { ...where, stage: who })
      : await findAll('members', { ...where, ...(who !== 'all' && { standing: who }) })
  return found.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
}

/** What a branch has typed for an answer. */
export const typedOf = (answer: Pick<CollectionAnswer, 'typed'>): Typed => (answer.typed ? JSON.parse(openText(answer.typed)) as Typed : nothingTyped)

/** The rows of an answer as they stand now, those left out among them; and how many people the roster has for it. */
export async function rowsNow(task: Pick<CollectionTask, 'columns' | 'who' | 'organisationName'>, answer: Pick<CollectionAnswer, 'organisationId' | 'organisationName' | 'typed'>, now: Date): Promise<{ rows: Row[]; rosterCount: number }> {
  const people = await peopleOf(answer.organisationId, task.who)
  return { rows: rowsFrom(people, task.columns, typedOf(answer), { branch: answer.organisationName, superior: task.organisationName, day: dayOf(now) }), rosterCount: people.length }
}

/** The rows of an answer as they were confirmed; null where it is not confirmed. */
export async function rowsConfirmed(answer: Pick<CollectionAnswer, 'state' | 'snapshotId'>): Promise<Row[] | null> {
  if (answer.state !== 'confirmed' || !answer.snapshotId) return null
  const snapshot = await read('collection_snapshots', answer.snapshotId)
  return snapshot ? JSON.parse(openText(snapshot.rows)) as Row[] : null
}
