/** A file that the server has made, on the phone. Taro takes document.weapp.ts for WeChat and document.h5.ts for the preview. */

/** Fetches a file from a signed link and opens it under its name: in WeChat with the menu that sends it on. Throws where it did not come. */
export function openDocument(link: string, fileName: string): Promise<void>
/** Takes away what was fetched under this name, so that nothing of it stays on the phone. */
export function dropDocument(fileName: string): void
