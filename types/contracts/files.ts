/** Uploads: the server issues each path to one account and one purpose, and accepts no other file id. */
import * as z from './zod'
import { id, line, type Contract } from './shared'

export const filePurposes = ['roster', 'appealPicture', 'template'] as const
export type FilePurpose = (typeof filePurposes)[number]

export const files = {
  'files.issueUpload': {
    input: z.object({ purpose: z.enum(filePurposes), fileName: line(200), size: z.number().int().min(0) }),
    output: z.object({ uploadId: id, cloudPath: z.string() }), access: 'member', kind: 'write',
  },
} satisfies Contract
