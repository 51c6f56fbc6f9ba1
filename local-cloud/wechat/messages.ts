import { Root } from 'protobufjs'
import { invalid } from '../errors'

/** The protobuf messages of `openapi.*`. Source: wx-server-sdk 4.0.2, src/protobuf/openapi.js (field numbers and types). */
const root = Root.fromJSON({
  nested: {
    KeyValuePair: { fields: { key: { type: 'string', id: 1 }, value: { type: 'bytes', id: 2 }, contenttype: { type: 'string', id: 3 }, filename: { type: 'string', id: 4 } } },
    OpenApiData: { fields: { pairs: { rule: 'repeated', type: 'KeyValuePair', id: 1 } } },
    SvrkitApiData: { fields: { apiName: { type: 'string', id: 1 }, reqData: { type: 'bytes', id: 2 } } },
    CommApiData: { fields: { apiType: { type: 'int32', id: 1 }, openapiData: { type: 'OpenApiData', id: 2 }, svrkitData: { type: 'SvrkitApiData', id: 4 }, appid: { type: 'string', id: 6 } } },
    CommOpenApiResp: { fields: { respData: { type: 'bytes', id: 1 }, contentType: { type: 'string', id: 2 }, errorCode: { type: 'int32', id: 3 }, httpCode: { type: 'uint32', id: 4 } } },
  },
})
const Asked = root.lookupType('CommApiData')
const Answered = root.lookupType('CommOpenApiResp')

export type Parameters = Record<string, unknown>

/** The parameters of a call. Values are JSON text; files come as bytes. */
export function readParameters(message: Buffer): Parameters {
  let pairs: { key?: string; value?: Uint8Array; contenttype?: string }[]
  try {
    pairs = (Asked.decode(message) as unknown as { openapiData?: { pairs?: typeof pairs } }).openapiData?.pairs ?? []
  } catch {
    throw invalid('requestData is not a CommApiData message')
  }
  return Object.fromEntries(pairs.map(({ key = '', value = new Uint8Array(), contenttype }) => [key, contenttype ? Buffer.from(value) : parsed(value)]))
}

function parsed(value: Uint8Array): unknown {
  const text = Buffer.from(value).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('a parameter of the open API is not JSON')
  }
}

export const writeAnswer = (body: Buffer, contentType: string): Buffer => Buffer.from(Answered.encode({ respData: body, contentType, errorCode: 0, httpCode: 200 }).finish())

export const writeRefusal = (errorCode: number): Buffer => Buffer.from(Answered.encode({ errorCode, httpCode: 200 }).finish())
