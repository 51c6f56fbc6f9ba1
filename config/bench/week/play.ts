/** What every part of the week plays with. */
import { upload } from '../../../tests/support/api'
import type { ActionName, InputOf, OutputOf } from '../../../types/contracts'

export type Call = <A extends ActionName>(openid: string, action: A, input: InputOf<A>) => Promise<OutputOf<A>>

/** Uploads a file for a purpose; answers what the action that takes it asks for. */
export async function handIn(call: Call, openid: string, purpose: InputOf<'files.issueUpload'>['purpose'], fileName: string, bytes: Buffer): Promise<{ uploadId: string; fileId: string; fileName: string }> {
  const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose, fileName, size: bytes.length })
  return { uploadId, fileId: await upload(openid, cloudPath, bytes), fileName }
}
