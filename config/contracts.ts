/** `npm run contracts`: every action with its JSON Schemas, as one JSON array on stdout and nothing else. */
import { contracts } from '../types/contracts'
import type { ActionContract } from '../types/contracts/shared'
import * as z from '../types/contracts/zod'

export interface ListedAction {
  name: string
  access: string
  kind: 'read' | 'write'
  /** The function that serves it. */
  runs: 'api' | 'sheets'
  /** JSON Schema of what a caller may send, before defaults are filled in. */
  input: object
  /** JSON Schema of what comes back as `data`. */
  output: object
}

/** The contract list, in the order in which the modules name their actions. */
export function contractList(): ListedAction[] {
  return Object.entries(contracts as Record<string, ActionContract>).map(([name, { access, kind, runs, input, output }]) => ({
    name,
    access,
    kind,
    runs: runs ?? 'api',
    input: z.toJSONSchema(input, { io: 'input' }),
    output: z.toJSONSchema(output, { io: 'output' }),
  }))
}

if (process.argv[1]?.endsWith('contracts.ts')) process.stdout.write(JSON.stringify(contractList(), null, 2) + '\n')
