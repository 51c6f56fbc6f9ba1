/** Records of trust in personal data: an unusual run of somebody in a branch, a correction that a member asks for. */
import { call, START } from './api'

/** An unusual run takes an hour of looking, so it is put where it would be kept. */
export async function makePrivacyRecords(organisationId: string, author: string): Promise<{ unusualId: string; correctionId: string }> {
  const { put } = await import('../../cloudfunctions/platform/database')
  const unusualId = `run-of-${organisationId}`
  await put('unusual_runs', {
    _id: unusualId, key: `${START.toISOString()}_${unusualId}`, kind: 'reveals', accountId: 'somebody', memberId: 'somebody', byName: '何某', organisationId, count: 21,
    at: START, until: new Date(START.getTime() + 86_400_000), settledAt: null, settledBy: null,
  })
  await call(author, 'corrections.ask', { changes: { job: '在校学生' } })
  return { unusualId, correctionId: (await call(author, 'corrections.mine', {})).items[0]!.id }
}
