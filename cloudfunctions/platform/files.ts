import { app, change, read } from './database'
import { refuse } from './errors'
import type { FilePurpose } from '../../types/contracts/files'

/** What each purpose accepts: endings and the largest size in bytes. */
export const fileRules: Record<FilePurpose, { endings: string[]; maxBytes: number }> = {
  roster: { endings: ['xlsx', 'xls', 'csv'], maxBytes: 10 * 1024 * 1024 },
  appealPicture: { endings: ['jpg', 'jpeg', 'png', 'webp', 'heic', 'gif'], maxBytes: 10 * 1024 * 1024 },
}

/** A size in words: `20 MB`. */
export const sizeInWords = (bytes: number): string => (bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024 * 10) / 10} MB` : `${Math.ceil(bytes / 1024)} KB`)

/** Whether a file id ends with the very path that was issued; ids look like `cloud://<env>.<bucket>/<path>`. */
const isAt = (fileId: string, cloudPath: string): boolean => /^cloud:\/\/[^/]+\/(.+)$/.exec(fileId)?.[1] === cloudPath

/**
 * Accepts an uploaded file once: the path must have been issued to this account for this purpose and not been used.
 * Anything else answers `fileForeign` and tells nothing about whose it is.
 */
export async function acceptUpload(upload: { uploadId: string; fileId: string }, accountId: string, purpose: FilePurpose, now: Date): Promise<{ fileName: string }> {
  const issued = await read('uploads', upload.uploadId)
  if (!issued || issued.accountId !== accountId || issued.purpose !== purpose || !isAt(upload.fileId, issued.cloudPath)) refuse('fileForeign')
  const taken = await change('uploads', { _id: upload.uploadId, usedAt: null }, { usedAt: now })
  if (!taken) refuse('fileForeign')
  return { fileName: issued.fileName }
}

/** The size of a stored file in bytes, asked without fetching it; `fileMissing` where it never arrived. */
export async function sizeOf(fileId: string): Promise<number> {
  const response = await fetch((await linkTo([fileId], 60))[0]!, { headers: { range: 'bytes=0-0' } })
  if (!response.ok) refuse('fileMissing')
  await response.arrayBuffer()
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? response.headers.get('content-length')
  return Number(total ?? 0)
}

/** A stored file's bytes; refused before the download where it is larger than its purpose allows. */
export async function download(fileId: string, maxBytes: number): Promise<Buffer> {
  const size = await sizeOf(fileId)
  if (size > maxBytes) refuse('fileTooLarge', { found: sizeInWords(size), max: sizeInWords(maxBytes) })
  const { fileContent } = await app.downloadFile({ fileID: fileId })
  return Buffer.from(fileContent ?? refuse('fileMissing'))
}

/** Signed links, good for `seconds`; an empty string where a file is gone. */
export async function linkTo(fileIds: string[], seconds = 600): Promise<string[]> {
  if (fileIds.length === 0) return []
  const { fileList } = await app.getTempFileURL({ fileList: fileIds.map(fileID => ({ fileID, maxAge: seconds })) })
  return fileIds.map(fileId => fileList.find(file => file.fileID === fileId)?.tempFileURL ?? '')
}

/** Deletes stored files; one that is gone already is no error. */
export async function removeFiles(fileIds: string[]): Promise<void> {
  if (fileIds.length > 0) await app.deleteFile({ fileList: fileIds })
}
