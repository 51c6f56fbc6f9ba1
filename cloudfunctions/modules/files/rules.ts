import type { FilePurpose } from '../../../types/contracts/files'
import type { Refusal } from '../../../types/contracts/errors'

/** What a purpose accepts, and sizes in words: handed in, since rules know no storage. */
export interface Accepts { endings: string[]; maxBytes: number; inWords: (bytes: number) => string }

/** A file name's ending without its dot, lower case; empty where it has none. */
export const endingOf = (fileName: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(fileName.trim())?.[1]?.toLowerCase() ?? ''

/** Whether a purpose is open to the caller: rosters, and sheets that ask for people, only to who keeps one. */
export const whyNotFor = (purpose: FilePurpose, keepsRoster: boolean): Refusal | null => ((purpose === 'roster' || purpose === 'template') && !keepsRoster ? { code: 'forbidden' } : null)

/** What is wrong with a file as it is announced; what really arrives is measured again. */
export function whyCannotUpload(file: { fileName: string; size: number }, accepts: Accepts): Refusal | null {
  if (!accepts.endings.includes(endingOf(file.fileName))) return { code: 'fileKind', detail: { kinds: accepts.endings.map(ending => `.${ending}`).join('、') } }
  if (file.size > accepts.maxBytes) return { code: 'fileTooLarge', detail: { found: accepts.inWords(file.size), max: accepts.inWords(accepts.maxBytes) } }
  return file.size === 0 ? { code: 'fileEmpty' } : null
}
