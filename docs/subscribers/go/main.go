// Keeps the last result of every article as a file, folder/topic/key.json, with franz-go.
//
//	go run . 127.0.0.1:9092 archive my-archive
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

func main() {
	servers, folder, group := os.Args[1], os.Args[2], os.Args[3]
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer cancel()
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(servers, ",")...),
		kgo.ConsumerGroup(group),
		kgo.ConsumeTopics("news.entities.v1", "news.topics.v1", "news.quotes.v1"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), // a group that is new begins with all that the topics hold
		kgo.DisableAutoCommit(),
		kgo.SessionTimeout(10*time.Second), // so soon the partitions of one that was killed go to others
		kgo.BlockRebalanceOnPoll(),         // partitions are given away between batches, not within one
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.CloseAllowingRebalance()
	for {
		batch := client.PollRecords(stop, 500)
		if stop.Err() != nil {
			return
		}
		if err := batch.Err(); err != nil {
			log.Fatal(err)
		}
		for _, record := range batch.Records() {
			if err := keep(folder, record); err != nil {
				log.Fatal(err)
			}
		}
		// Only now: who is killed before this reads the batch once more, and keeps the same.
		if err := client.CommitUncommittedOffsets(context.Background()); err != nil {
			log.Fatal(err)
		}
		client.AllowRebalance()
	}
}

// keep makes the last value of a key the one that holds; no value means that the article was retracted.
func keep(folder string, record *kgo.Record) error {
	file := filepath.Join(folder, record.Topic, url.QueryEscape(string(record.Key))+".json")
	if record.Value == nil {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	} else {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		unfinished := filepath.Join(filepath.Dir(file), "unfinished")
		if err := os.WriteFile(unfinished, record.Value, 0o644); err != nil {
			return err
		}
		if err := os.Rename(unfinished, file); err != nil {
			return err
		}
	}
	fmt.Println(record.Topic, record.Partition, record.Offset, string(record.Key))
	return nil
}
