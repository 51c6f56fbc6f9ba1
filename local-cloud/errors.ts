/** What the service answers when it refuses: `code` and `message` go out as they are, the SDK throws them. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'CloudError'
  }
}

/** A request that the database understood and could not do (MongoDB's own message inside). */
export const failed = (message: string): CloudError => new CloudError('DATABASE_REQUEST_FAILED', message)

/** A request that is not well formed. */
export const invalid = (message: string): CloudError => new CloudError('INVALID_PARAM', message)

export const conflict = (): CloudError =>
  new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    'WriteConflict: this document is being changed by another transaction. The transaction was aborted, please retry.',
  )

export const transactionFailed = (id: string, why: string): CloudError =>
  new CloudError('DATABASE_TRANSACTION_FAIL', `Transaction ${id} ${why}`)

export const noCollection = (name: string): CloudError =>
  new CloudError('DATABASE_COLLECTION_NOT_EXIST', `Db or Table not exist: ${name}. Please check your request, if the problem cannot be solved, please contact us.`)

/** A value for a message. String() would call a field named toString. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 200)

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
