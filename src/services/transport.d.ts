/** How a call leaves the phone. Taro takes transport.weapp.ts for WeChat and transport.h5.ts for the preview. */

/** Sends an event to a cloud function and returns what it answers; throws when nothing came back. */
export function send(functionName: string, event: object): Promise<unknown>
/** Puts a chosen file at the path that the server issued; returns the file's id. Throws when it did not get there. */
export function put(cloudPath: string, file: LocalFile): Promise<string>

/** A file the person has chosen. */
export interface LocalFile {
  name: string
  /** Bytes. */
  size: number
  /** WeChat: where the file lies on the phone. */
  path: string
  /** Browser: the file itself. */
  blob?: Blob
}
