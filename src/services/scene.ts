/** What a scanned code or a shared card leads to. The server makes the scene; at most 32 characters, so ids are short. */
export type Target =
  | { kind: 'card'; code: string }
  | { kind: 'branchCode'; code: string }
  | { kind: 'notice'; id: string }
  | { kind: 'activity'; id: string }
  | { kind: 'checkIn'; id: string; code: string }

/** Reads a scene such as `n.4f2a`; null where it names nothing that this version knows. */
export function targetOf(scene: string): Target | null {
  const [kind, thing, code] = scene.trim().split('.')
  if (!thing || !/^[A-Za-z0-9_-]+$/.test(thing)) return null
  if (kind === 'b') return { kind: 'card', code: thing }
  if (kind === 'o') return { kind: 'branchCode', code: thing }
  if (kind === 'n') return { kind: 'notice', id: thing }
  if (kind === 'a') return { kind: 'activity', id: thing }
  if (kind === 'k' && code && /^\d{6}$/.test(code)) return { kind: 'checkIn', id: thing, code }
  return null
}

/** The scene inside what a scan gave: a mini-program code's page with its query, or a preview's address. */
export function sceneInAddress(address: string): string | null {
  const found = /[?&]scene=([^&#]+)/.exec(address)
  return found ? decodeURIComponent(found[1]!) : null
}
