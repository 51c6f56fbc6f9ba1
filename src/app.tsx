import type { PropsWithChildren } from 'react'
import './styles/base.scss'

export default function App({ children }: PropsWithChildren) {
  return children
}
