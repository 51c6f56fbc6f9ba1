/** How the mini-program calls: one envelope, one repeat under the same request id, errors as codes with sentences. */
const send = jest.fn<Promise<unknown>, [string, { action: string; input: unknown; requestId: string }]>()
// Which transport there is, is decided by the build; the module is loaded after this one stands in its place.
jest.mock('../../src/services/transport', () => ({ send }), { virtual: true })
const { call, CallError } = jest.requireActual<typeof import('../../src/services/cloud')>('../../src/services/cloud')

beforeEach(() => send.mockReset())

test('a call that got no answer is repeated once under the same request id', async () => {
  send.mockRejectedValueOnce(new Error('offline')).mockResolvedValueOnce({ ok: true, data: { activityId: 'a1' } })
  await expect(call('activities.callOff', { activityId: 'a1', reason: '下雨' })).resolves.toEqual({ activityId: 'a1' })
  const [first, second] = send.mock.calls.map(([, event]) => event.requestId)
  expect(first).toMatch(/^[a-z0-9]{24}$/)
  expect(second).toBe(first)
})

test('no answer twice is told as a network that is down', async () => {
  send.mockRejectedValue(new Error('offline'))
  await expect(call('session.home', {})).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('网络') })
  expect(send).toHaveBeenCalledTimes(2)
})

test('a refusal is not repeated and keeps its code, sentence and detail', async () => {
  send.mockResolvedValue({ ok: false, error: { code: 'signUpClosed', message: '报名已在今天 18:00截止', detail: { at: '今天 18:00' } } })
  const refusal = await call('activities.signUp', { activityId: 'a1' }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(CallError)
  expect(refusal).toMatchObject({ code: 'signUpClosed', detail: { at: '今天 18:00' } })
  expect(send).toHaveBeenCalledTimes(1)
})

test('what reads spreadsheets goes to its own function', async () => {
  send.mockResolvedValue({ ok: true, data: {} })
  await call('imports.commit', { importId: 'i1' })
  await call('imports.status', { importId: 'i1' })
  expect(send.mock.calls.map(([name]) => name)).toEqual(['sheets', 'api'])
})
