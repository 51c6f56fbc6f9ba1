/**
 * The only importer of zod. Mini-programs forbid `new Function`, which zod 4 uses to compile object
 * parsers, so compilation is switched off before the first schema is made. Contracts write `import * as z from './zod'`:
 * a namespace is shaken, so a bundle carries 190 KB of zod and not 760 (measured, zod 4.6.7).
 */
import { config } from 'zod'

config({ jitless: true })

export * from 'zod'
