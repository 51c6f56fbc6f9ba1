/**
 * Seeds a local cloud in a process of its own, so that the clock which is set here is nobody else's. Started by
 * config/start.ts with CLOUD_URL, FOUNDING_CODE and SEED in the environment; answers by a message.
 */
import { storeFoundingCode } from '../founding'
import { seedDemo } from './demo'
import { personasOfNobody, type Persona } from './personas'

export interface SeedResult {
  personas: Persona[]
  /** Whether the founding code has been used. */
  founded: boolean
}

async function seed(): Promise<SeedResult> {
  const { CLOUD_URL, FOUNDING_CODE, SEED } = process.env as Record<string, string>
  await storeFoundingCode(FOUNDING_CODE!)
  if (SEED === 'none') return { personas: personasOfNobody, founded: false }
  return { personas: await seedDemo(CLOUD_URL!, FOUNDING_CODE!, new Date()), founded: true }
}

seed().then(
  (result) => process.send!(result, () => process.exit(0)),
  (error: Error) => {
    console.error(error)
    process.exit(1)
  },
)
