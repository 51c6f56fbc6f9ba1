import { invalid } from '../errors'
import type { Files } from './files'
import { isCloudPath } from './files'
import type { Links } from './links'

/** The `storage.*` requests of node-sdk. Source: @cloudbase/node-sdk 3.18.3, storage/index.js. */

type Reply = Record<string, unknown>

export interface StorageAction {
  (context: { files: Files; links: Links; url: string; env: string }, request: Readonly<Record<string, unknown>>): Promise<Reply>
}

const DEFAULT_AGE = 7200
const MAX_AGE = 24 * 3600

/** Unencoded: the SDK encodes it. */
export const addressOf = (url: string, env: string, path: string, query: string): string => `${url}/files/${env}/${path}?${query}`

const getUploadMetadata: StorageAction = async ({ files, links, url, env }, { path }) => {
  if (typeof path !== 'string' || !isCloudPath(path)) throw invalid('storage path: a relative path without .. is needed')
  const query = links.sign('put', env, path, 900)
  const fileId = files.idOf(env, path)
  return { data: { url: `${url}/files/${encodeURIComponent(env)}/${path.split('/').map(encodeURIComponent).join('/')}?${query}`, token: 'local', authorization: 'local', fileId, cosFileId: Buffer.from(fileId).toString('base64url') } }
}

const batchGetDownloadUrl: StorageAction = async ({ files, links, url, env }, { file_list: list }) => {
  if (!Array.isArray(list)) throw invalid('file_list must be a list')
  const found = await Promise.all(
    list.map(async (item: unknown) => {
      const { fileid, max_age: age } = (item ?? {}) as { fileid?: unknown; max_age?: unknown }
      const path = files.pathOf(env, fileid)
      if (path === null) return { fileID: fileid, tempFileURL: '', code: 'INVALID_PARAM' }
      if ((await files.size(env, path)) === null) return { fileID: fileid, tempFileURL: '', code: 'STORAGE_FILE_NONEXIST' }
      const seconds = typeof age === 'number' && age > 0 ? Math.min(age, MAX_AGE) : DEFAULT_AGE
      return { fileID: fileid, tempFileURL: addressOf(url, env, path, links.sign('get', env, path, seconds)), code: 'SUCCESS' }
    }),
  )
  return { data: { download_list: found } }
}

const batchDeleteFile: StorageAction = async ({ files, env }, { fileid_list: list }) => {
  if (!Array.isArray(list)) throw invalid('fileid_list must be a list')
  const deleted = await Promise.all(
    list.map(async (fileID: unknown) => {
      const path = files.pathOf(env, fileID)
      if (path === null) return { fileID, code: 'INVALID_PARAM' }
      return { fileID, code: (await files.remove(env, path)) ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' }
    }),
  )
  return { data: { delete_list: deleted } }
}

export const storageActions: Readonly<Record<string, StorageAction>> = {
  'storage.getUploadMetadata': getUploadMetadata,
  'storage.batchGetDownloadUrl': batchGetDownloadUrl,
  'storage.batchDeleteFile': batchDeleteFile,
}
