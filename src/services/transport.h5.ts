// The browser preview talks to the local cloud. Who one is comes from the address and is believed only there;
// this file is never part of the bundle for WeChat.
import type { LocalFile } from './transport'

const KEY = 'zhibu.stranger'

/** Who the preview acts as: `?as=` of the address, else a stranger who stays the same in this browser. */
function openid(): string {
  const chosen = new URLSearchParams(window.location.search).get('as')
  if (chosen) return chosen
  const kept = window.localStorage.getItem(KEY)
  if (kept) return kept
  const made = `o-stranger-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, '0')).join('')}`
  window.localStorage.setItem(KEY, made)
  return made
}

export async function send(functionName: string, event: object): Promise<unknown> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), 60_000)
  try {
    const reply = await fetch(`/functions/${functionName}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-wx-openid': openid() },
      body: JSON.stringify(event),
      signal: stop.signal,
    })
    return await reply.json()
  } finally {
    clearTimeout(timer)
  }
}

export async function put(cloudPath: string, file: LocalFile): Promise<string> {
  const reply = await fetch(`/storage/${cloudPath}`, { method: 'PUT', headers: { 'x-wx-openid': openid() }, body: file.blob ?? null })
  if (!reply.ok) throw new Error(`storage answered ${reply.status}`)
  return ((await reply.json()) as { fileID: string }).fileID
}
