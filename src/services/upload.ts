/** Files: chosen by the person, put at a path that the server issues for one purpose. */
import type { FilePurpose } from '../../types/contracts/files'
import { errorText } from '../../types/contracts/errors'
import { call, CallError } from './cloud'
import { put, type LocalFile } from './transport'

export { choosePictures, chooseSheet } from './chooser'
export type { LocalFile } from './transport'

export interface Uploaded { uploadId: string; fileId: string }

/** Uploads a chosen file; throws a CallError: what the server says of its size or kind, or that the network broke off. */
export async function upload(purpose: FilePurpose, file: LocalFile): Promise<Uploaded> {
  const { uploadId, cloudPath } = await call('files.issueUpload', { purpose, fileName: file.name, size: file.size })
  try {
    return { uploadId, fileId: await put(cloudPath, file) }
  } catch {
    throw new CallError('unavailable', errorText.unavailable)
  }
}
