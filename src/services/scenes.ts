/** What a scanned code or an opened card means: its scene, `<kind>.<id>`; for a check-in `k.<activity>.<six digits>`, for a vote `s.`, `v.` or `p.<vote>.<group and code>`, for a member's own ballot `m.<vote>.<kind>`. */
const kinds = { n: 'notice', a: 'activity', b: 'card', o: 'branchCode', k: 'checkIn', s: 'slip', v: 'vote', p: 'pins', m: 'own' } as const

export interface Scene {
  kind: (typeof kinds)[keyof typeof kinds]
  /** The thing's id, or the code of a card or branch. */
  id: string
  /** The six digits of a check-in, the code of a vote, the first letter of its kind; empty otherwise. */
  code: string
}

/** What stands behind the id, where anything does. */
const shapes: Partial<Record<Scene['kind'], RegExp>> = { checkIn: /^\d{6}$/, slip: /^[a-zA-Z][a-z0-9]{10}$/, vote: /^[a-zA-Z]\d{6}$/, pins: /^[a-zA-Z]$/, own: /^[rve]$/ }

/** Reads a scene; null for anything else. */
export function readScene(text: string): Scene | null {
  const [letter = '', id = '', code = '', ...rest] = text.trim().split('.')
  if (!(letter in kinds) || !id || rest.length > 0) return null
  const kind = kinds[letter as keyof typeof kinds]
  if (!(shapes[kind] ?? /^$/).test(code)) return null
  return { kind, id, code }
}

/** A scene as it stands in an address. */
export function sceneText({ kind, id, code }: Scene): string {
  const letter = (Object.keys(kinds) as (keyof typeof kinds)[]).find((key) => kinds[key] === kind) ?? ''
  return [letter, id, ...(code ? [code] : [])].join('.')
}

/** The scene inside what a scan gave: the scene itself, or a page's address that carries it. Null where there is none. */
export function sceneOfScan(...found: (string | undefined)[]): Scene | null {
  for (const text of found) {
    if (!text) continue
    const carried = /[?&]scene=([^&#]+)/.exec(text)?.[1]
    const scene = readScene(decoded(carried ?? text))
    if (scene) return scene
  }
  return null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
