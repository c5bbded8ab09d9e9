package practice

import "time"

type answering struct{}

type coming struct{}

func (s *Server) expectAnswers(author *person, p *post) {}
func (s *Server) letSpeak(now time.Time)                {}
