import type { LocalFile } from './transport'

let ready = false

/** wx.cloud may be started once only; an empty environment means the one that belongs to the mini-program. */
function cloud(): typeof wx.cloud {
  if (!ready) {
    wx.cloud.init(process.env.CLOUD_ENV ? { env: process.env.CLOUD_ENV, traceUser: false } : { traceUser: false })
    ready = true
  }
  return wx.cloud
}

export async function send(functionName: string, event: object): Promise<unknown> {
  const reply = await cloud().callFunction({ name: functionName, data: event })
  return reply.result
}

export async function put(cloudPath: string, file: LocalFile): Promise<string> {
  const reply = await cloud().uploadFile({ cloudPath, filePath: file.path })
  return reply.fileID
}
