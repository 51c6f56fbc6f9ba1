import { failed } from '../errors'
import { indexOf } from '../values/paths'
import { field, isArray, isDoc, type Doc, type Value } from '../values/types'
import { stringifyAnswer } from '../values/ejson'

/** Where an update writes. Source: MongoDB manual, "Update Operators" and the positional operators. */

/** The container that holds a place and the name of the place in it. */
export interface Place {
  readonly holder: Doc | Value[]
  readonly name: string
}

/** Padding an array by an index beyond its end has MongoDB's limit. */
const MAX_PADDING = 1_500_000

export const read = ({ holder, name }: Place): Value => (isArray(holder) ? holder[indexOf(name)] : field(holder, name))

export function write({ holder, name }: Place, value: Value): void {
  if (!isArray(holder)) {
    holder[name] = value
    return
  }
  const index = indexOf(name)
  if (index - holder.length > MAX_PADDING) throw failed(`can't backfill more than ${MAX_PADDING} elements`)
  while (holder.length < index) holder.push(null)
  holder[index] = value
}

const shown = (name: string, value: Value): string => stringifyAnswer({ [name]: value }).slice(0, 200)

/** Finds the place that a path names. Missing documents on the way are made when `create`, else the answer is null. */
export function placeOf(doc: Doc, path: readonly string[], create: boolean): Place | null {
  let holder: Doc | Value[] = doc
  let holderName = ''
  for (let i = 0; i < path.length; i++) {
    const name = path[i] as string
    if (isArray(holder) && indexOf(name) < 0) {
      if (!create) return null
      throw failed(`Cannot create field '${name}' in element ${shown(holderName, holder)}`)
    }
    const place: Place = { holder, name }
    if (i + 1 === path.length) return place
    const next = read(place)
    if (isDoc(next) || isArray(next)) holder = next
    else {
      if (!create) return null
      if (next !== undefined) throw failed(`Cannot create field '${path[i + 1]}' in element ${shown(name, next)}`)
      const made: Doc = {}
      write(place, made)
      holder = made
    }
    holderName = name
  }
  return null
}

/** The names of a path; refused where one cannot be a field. */
export function plainPath(text: string): string[] {
  const names = text.split('.')
  if (names.includes('')) throw failed(`The update path '${text}' contains an empty field name, which is not allowed.`)
  for (const name of names) if (name === '__proto__' || name === '_bsontype') throw failed(`a field cannot be named '${name}'`)
  return names
}

/**
 * Turns `$` and `$[]` into array positions. `position` says where the query matched the array at a path (-1: nowhere).
 */
export function concretePaths(doc: Doc, text: string, position: (arrayPath: string) => number): string[][] {
  const names = plainPath(text)
  let paths: string[][] = [[]]
  let positional = 0
  for (const name of names) {
    if (name === '$') {
      if (++positional > 1) throw failed(`Too many positional (i.e. '$') elements found in path '${text}'`)
      paths = paths.map((path) => {
        const at = path.length === 0 ? -1 : position(path.join('.'))
        if (at < 0) throw failed('The positional operator did not find the match needed from the query.')
        return [...path, String(at)]
      })
    } else if (name === '$[]') {
      paths = paths.flatMap((path) => {
        const place = placeOf(doc, path, false)
        const array = place && read(place)
        if (!isArray(array)) throw failed(`The path '${path.join('.')}' must exist in the document in order to apply array updates.`)
        return array.map((_, i) => [...path, String(i)])
      })
    } else if (name.startsWith('$[')) throw failed(`No array filter found for identifier '${name.slice(2, -1)}' in path '${text}'`)
    else if (name.startsWith('$')) throw failed(`The dollar ($) prefixed field '${name}' in '${text}' is not valid for storage.`)
    else paths = paths.map((path) => [...path, name])
  }
  return paths
}
