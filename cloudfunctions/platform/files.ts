import { app, change, read, type Tx } from './database'
import type { Upload } from './documents'
import { refuse } from './errors'
import { iso, plusMinutes } from './time'
import type { FilePurpose } from '../../types/contracts/files'

/** What each purpose accepts: endings and the largest size in bytes. */
export const fileRules: Record<FilePurpose, { endings: string[]; maxBytes: number }> = {
  roster: { endings: ['xlsx', 'xls', 'csv'], maxBytes: 10 * 1024 * 1024 },
  // Old formats are taken and told by their own sentence what to do: saved anew they can be filled.
  template: { endings: ['xlsx', 'xlsm', 'xls', 'et', 'csv'], maxBytes: 10 * 1024 * 1024 },
  appealPicture: { endings: ['jpg', 'jpeg', 'png', 'webp', 'heic', 'gif'], maxBytes: 10 * 1024 * 1024 },
}

/** A size in words: `20 MB`. */
export const sizeInWords = (bytes: number): string => (bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024 * 10) / 10} MB` : `${Math.ceil(bytes / 1024)} KB`)

/** Whether a file id names the very path that was issued, in this environment's storage; ids look like `cloud://<env>.<bucket>/<path>`. */
function isAt(fileId: string, cloudPath: string): boolean {
  const [, place, path] = /^cloud:\/\/([^/]+)\/(.+)$/.exec(fileId) ?? []
  const env = process.env.TCB_ENV
  return path === cloudPath && (env === undefined || place === env || place!.startsWith(`${env}.`))
}

/**
 * The record of an upload that this account may still use for this purpose: the path was issued to it, the file id names
 * that very path, and it has not been used. Anything else answers `fileForeign` and tells nothing about whose it is.
 */
export async function issuedUpload(upload: { uploadId: string; fileId: string }, accountId: string, purpose: FilePurpose): Promise<Upload> {
  const issued = await read('uploads', upload.uploadId)
  if (!issued || issued.accountId !== accountId || issued.purpose !== purpose || issued.usedAt || !isAt(upload.fileId, issued.cloudPath)) refuse('fileForeign')
  return issued
}

/** Accepts an uploaded file, once. */
export async function acceptUpload(upload: { uploadId: string; fileId: string }, accountId: string, purpose: FilePurpose, now: Date): Promise<{ fileName: string }> {
  const { fileName } = await issuedUpload(upload, accountId, purpose)
  const taken = await change('uploads', { _id: upload.uploadId, usedAt: null }, { usedAt: now })
  if (!taken) refuse('fileForeign')
  return { fileName }
}

/** Accepts an uploaded file in the transaction that records what it is for, after `issuedUpload`: both happen or neither. */
export async function acceptIn(tx: Tx, uploadId: string, now: Date): Promise<void> {
  if ((await tx.read('uploads', uploadId))?.usedAt !== null) refuse('fileForeign')
  await tx.update('uploads', uploadId, { usedAt: now })
}

/** The size of a stored file in bytes, asked without fetching it; `fileMissing` where it never arrived. */
export async function sizeOf(fileId: string): Promise<number> {
  const [link] = await linkTo([fileId], 60)
  const response = link ? await fetch(link, { headers: { range: 'bytes=0-0' } }) : null
  // A file without a byte has no first one.
  if (response?.status === 416) return 0
  if (!response?.ok) refuse('fileMissing')
  await response.arrayBuffer()
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? response.headers.get('content-length')
  return Number(total ?? 0)
}

/** A stored file's bytes; refused before the download where it is larger than its purpose allows. */
export async function download(fileId: string, maxBytes: number): Promise<Buffer> {
  const size = await sizeOf(fileId)
  if (size > maxBytes) refuse('fileTooLarge', { found: sizeInWords(size), max: sizeInWords(maxBytes) })
  if (size === 0) return Buffer.alloc(0)
  const { fileContent } = await app.downloadFile({ fileID: fileId })
  return Buffer.from(fileContent ?? refuse('fileMissing'))
}

/** Signed links, good for `seconds`; an empty string where a file is gone. */
export async function linkTo(fileIds: string[], seconds = 600): Promise<string[]> {
  if (fileIds.length === 0) return []
  const { fileList } = await app.getTempFileURL({ fileList: fileIds.map(fileID => ({ fileID, maxAge: seconds })) })
  return fileIds.map(fileId => fileList.find(file => file.fileID === fileId)?.tempFileURL ?? '')
}

/** How long the way to a file that the product has made is good, in minutes. */
const SHORT_MINUTES = 10

/** A short-lived way to one file, and until when it is good; null where there is no file. One operation. */
export async function shortLink(fileId: string | null, now: Date): Promise<{ link: string; until: string } | null> {
  const [link] = await linkTo(fileId ? [fileId] : [], SHORT_MINUTES * 60)
  return link ? { link, until: iso(plusMinutes(now, SHORT_MINUTES)) } : null
}

/** Stores a file that the product itself has made; its id. A file that is there already is replaced. */
export async function storeFile(cloudPath: string, bytes: Buffer): Promise<string> {
  const { fileID } = await app.uploadFile({ cloudPath, fileContent: bytes as never })
  return fileID
}

/** A file id for a path, whether or not anything was ever stored there. */
export async function fileIdAt(cloudPath: string): Promise<string> {
  const { data } = await app.getUploadMetadata({ cloudPath }) as { data: { fileId: string } }
  return data.fileId
}

/** Deletes stored files; one that is gone already is no error. */
export async function removeFiles(fileIds: string[]): Promise<void> {
  if (fileIds.length > 0) await app.deleteFile({ fileList: fileIds })
}
