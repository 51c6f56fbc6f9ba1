/** A sheet that is asked for from above, for the pages that show one. */
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { memberSheet } from './backfill'
import { blankSheet } from '../../config/seed/blank-sheets'

type Call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) => Promise<OutputOf<A>>
/** Puts bytes where an upload was issued by this account; what the action that takes them asks for. */
type Upload = (openid: string, fileName: string, bytes: Buffer) => Promise<{ uploadId: string; fileId: string }>
const fileName = '学生党员情况统计表.xlsx'

/** A blank sheet that an officer has uploaded and not sent yet. */
export async function draftCollection(call: Call, upload: Upload, officer: string, organisationId: string): Promise<OutputOf<'collections.draft'>> {
  return call(officer, 'collections.draft', { organisationId, fileName, ...await upload(officer, fileName, blankSheet(memberSheet)) })
}

/** Sends one from a committee to a branch below it. */
export async function sendCollection(call: Call, upload: Upload, officer: string, organisationIds: string[]): Promise<string> {
  // The committee in which the post is held; the officer's own roster is a branch's.
  const held = (await call(officer, 'session.home', {})).me!.posts.find(({ organisationKind }) => organisationKind === 'committee' || organisationKind === 'generalBranch')!
  const draft = await draftCollection(call, upload, officer, held.organisationId)
  await call(officer, 'collections.send', {
    collectionId: draft.id, title: '学生党员情况统计表', note: '请核对学号和手机号，身份证号照证件填。', due: new Date(Date.now() + 3 * 86_400_000).toISOString(), who: 'all', all: false, organisationIds,
    columns: draft.columns.map(({ index, item, required }) => ({ index, item, required })),
  })
  return draft.id
}

/** The address parameters of the pages, by route: the branch's own sheet, and what an officer of a branch sees of a draft. */
export const collectionPages = (organisationId: string, answerId: string, shownId: string, draftId: string): [string, string][] => [
  ['pages/collections/list/index', `id=${organisationId}`], ['pages/collections/new/index', `id=${organisationId}&task=${draftId}`], ['pages/collections/task/index', `id=${shownId}`],
  ['pages/collections/conflicts/index', `id=${shownId}`], ['pages/collections/detail/index', `id=${answerId}`],
]
